/** The car from above: four corners around it, each reading with its band in colour, mark and word. */

import { bandOf } from '../race/bands.js';
import { CORNER_NAMES, CORNERS } from '../race/readings.js';
import { percentText, pressureText } from '../race/units.js';
import { temperature } from '../values.js';
import { mark, write, writeBand } from './dom.js';

export class CarView {
  #corners;

  constructor(document) {
    const host = document.getElementById('corners');
    this.#corners = CORNERS.map((corner) => cornerOf(document, host, corner));
  }

  /** @param unit of pressures; thresholds as in bands.js */
  show(record, unit, thresholds) {
    for (const { corner, section, part, band, wheel, disc } of this.#corners) {
      const bands = {
        tyre: bandOf('tyre', record.tyreTemps[corner], thresholds),
        pressure: bandOf('pressure', record.pressures[corner], thresholds),
        tread: bandOf('tread', record.treads[corner], thresholds),
        brake: bandOf('brake', record.brakeTemps[corner], thresholds),
      };
      write(part.tyre, temperature(record.tyreTemps[corner]));
      write(part.pressure, pressureText(record.pressures[corner], unit));
      write(part.tread, percentText(record.treads[corner]));
      write(part.brake, temperature(record.brakeTemps[corner]));
      for (const [name, found] of Object.entries(bands)) writeBand(band[name], found, { brief: name !== 'tyre' });
      mark(section, 'level', bands.tyre.level);
      mark(wheel, 'level', bands.tyre.level);
      mark(disc, 'level', bands.brake.level);
    }
  }
}

function cornerOf(document, host, corner) {
  const section = document.getElementById('corner-template').content.firstElementChild.cloneNode(true);
  const title = section.querySelector('h3');
  section.dataset.corner = corner;
  title.id = `corner-${corner}`;
  title.textContent = CORNER_NAMES[corner];
  section.setAttribute('aria-labelledby', title.id);
  host.append(section);
  const named = (attribute) => Object.fromEntries(
    [...section.querySelectorAll(`[data-${attribute}]`)].map((element) => [element.dataset[attribute], element]));
  return {
    corner, section, part: named('part'), band: named('band'),
    wheel: host.querySelector(`[data-wheel="${corner}"]`), disc: host.querySelector(`[data-disc="${corner}"]`),
  };
}
