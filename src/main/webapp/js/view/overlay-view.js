/** The few vital things in large type, on nothing, for a stream's picture. Alerts and state are written by their own views. */

import { bandOf } from '../race/bands.js';
import { CORNERS } from '../race/readings.js';
import { quantity } from '../values.js';
import { mark, write } from './dom.js';
import { lapsText } from './fuel-view.js';

export class OverlayView {
  #document;
  #tyres;

  constructor(document) {
    this.#document = document;
    this.#tyres = CORNERS.map((corner) => [corner, document.querySelector(`[data-tyre="${corner}"]`)]);
    document.getElementById('overlay').hidden = false;
    document.querySelector('main').hidden = true;
    document.querySelector('.top').hidden = true;
  }

  show(record, plan, thresholds) {
    write(this.#document.getElementById('overlay-fuel'), lapsText(plan));
    mark(this.#document.getElementById('overlay-fuel'), 'level', bandOf('fuel', plan.lapsLeft, thresholds).level);
    for (const [corner, place] of this.#tyres) {
      const value = record.tyreTemps[corner];
      const band = bandOf('tyre', value, thresholds);
      write(place, `${band.mark}${quantity(value, { min: -90, max: 2000 })}°`);
      mark(place, 'level', band.level);
    }
  }
}
