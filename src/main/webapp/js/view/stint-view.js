/** Who drives, for how long, and who did before. */

import { count, words } from '../values.js';
import { write, node } from './dom.js';
import { duration } from './durations.js';

const EARLIER_SHOWN = 3;

export class StintView {
  #get;
  #shown = '';

  constructor(document) {
    this.#get = (id) => document.getElementById(id);
  }

  /** @param stint as in stint.js, pits as in race.js */
  show(stint, pits) {
    const now = stint.now;
    const atLeast = now.began === 'joined' && now.seconds !== null ? '≥ ' : '';
    write(this.#get('stint-time'), atLeast + duration(now.seconds));
    write(this.#get('stint-laps'), atLeast + count(now.laps, 0, 100_000));
    write(this.#get('stint-stops'), count(pits.stops, 0, 100_000));
    write(this.#get('stint-reason'), now.reason ?? '');
    this.#get('pits').hidden = !pits.inPits;
    this.#showEarlier(now.earlier ?? []);
  }

  #showEarlier(earlier) {
    const lines = earlier.slice(0, EARLIER_SHOWN).map(({ driver, seconds, laps }) =>
      `Before: ${words(driver, 40)}, ${duration(seconds)}, ${laps} ${laps === 1 ? 'lap' : 'laps'}`);
    const text = lines.join('\n');
    if (text === this.#shown) return;
    this.#shown = text;
    this.#get('stint-earlier').replaceChildren(...lines.map((line) => node('li', 'name', line)));
  }
}
