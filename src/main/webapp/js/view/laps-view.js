/** The laps, newest first. Rows are kept to a bound, however long the race. */

import { lapTime, quantity } from '../values.js';
import { node, mark, write } from './dom.js';
import { delta } from './durations.js';

const MOST_ROWS = 100;

export class LapsView {
  #body;
  #none;
  #more;
  #table;
  #shown = null;
  #laps = null;

  constructor(document) {
    this.#body = document.getElementById('laps-body');
    this.#none = document.getElementById('laps-none');
    this.#more = document.getElementById('laps-more');
    this.#table = document.getElementById('laps-table');
    this.#table.hidden = true;
  }

  /** @param laps as in laps.js; redrawn only when a lap has been completed */
  show(laps) {
    if (this.#laps === laps && this.#shown === laps.version) return;
    this.#laps = laps;
    this.#shown = laps.version;
    const all = laps.list();
    const list = all.slice(0, MOST_ROWS);
    this.#table.hidden = list.length === 0;
    this.#none.hidden = list.length > 0;
    this.#more.hidden = list.length === all.length;
    write(this.#more, this.#more.hidden ? '' : `The newest ${list.length} of ${all.length} laps.`);
    this.#body.replaceChildren(...list.map(rowOf));
  }
}

function rowOf(lap) {
  const row = node('tr');
  mark(row, 'lap', lap.lap);
  mark(row, 'best', lap.best);
  mark(row, 'counted', lap.counted);
  mark(row, 'pit', lap.pit);
  const head = node('th', '', String(lap.lap ?? '–'));
  head.scope = 'row';
  const note = noteOf(lap);
  if (note) head.append(' ', node('span', 'note', note));
  row.append(head, ...cellsOf(lap).map((text) => node('td', '', text)));
  return row;
}

/** Exported for tests: the cells after the lap's number. */
export function cellsOf(lap) {
  return [
    lapTime(lap.time),
    lap.best ? 'best' : delta(lap.deltaBest),
    delta(lap.deltaAverage),
    quantity(lap.fuelUsed, { min: 0, max: 1000, digits: 2 }),
    quantity(lap.treadUsedMost, { min: 0, max: 100, digits: 2 }),
  ];
}

function noteOf(lap) {
  if (lap.pit) return lap.refuelled ? 'pit, fuel' : 'pit';
  if (lap.refuelled) return 'fuel';
  return lap.complete ? '' : 'part';
}
