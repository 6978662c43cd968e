/**
 * Readings of the last minutes for charts, in rings of fixed size: a page that is open for a day needs no more memory than
 * one that is open for ten minutes. Lost data is a gap, not a straight line. Pure.
 */

import { CORNERS } from './readings.js';

export const CHANNELS = Object.freeze(['speed', 'fuel', ...ofCorners('tyre'), ...ofCorners('pressure')]);

const GAP_MS = 3000;
const BACK_MS = 5000; // time that goes back further is another race, less is a clock that was set

export class Series {
  version = 0;
  #interval;
  #span;
  #capacity;
  #times;
  #rings;
  #start = 0;
  #size = 0;
  #newest = null; // ms
  #drawn = new Map(); // by names: the arrays that are handed out

  /** @param interval ms: of messages that come faster only one in each interval is kept */
  constructor({ minutes = 10, interval = 500 } = {}) {
    this.#interval = interval;
    this.#span = minutes * 60_000;
    this.#capacity = Math.ceil(this.#span / interval) + 2;
    this.#times = new Float64Array(this.#capacity);
    this.#rings = new Map(CHANNELS.map((name) => [name, new Float64Array(this.#capacity)]));
  }

  feed(record) {
    const pause = this.#newest === null ? Infinity : record.time - this.#newest;
    if (pause < -BACK_MS) this.clear();
    else if (pause < this.#interval * 0.8) return; // not the whole interval, or jitter would drop every second message
    else if (pause > GAP_MS && this.#newest !== null) this.#push(this.#newest + this.#interval, null);
    this.#push(record.time, record);
    this.#newest = record.time;
    this.version++;
  }

  clear() {
    this.#start = this.#size = 0;
    this.#newest = null;
    this.version++;
  }

  /**
   * uPlot's aligned data: times in s, then each named channel with null where there is no reading. The arrays are used again by
   * the next call for the same names.
   *
   * @param convert each value to what is shown; is never given null
   */
  aligned(names, convert = (value) => value) {
    const oldest = this.#newest - this.#span;
    let skipped = 0;
    while (skipped < this.#size && this.#times[this.#at(skipped)] < oldest) skipped++;
    const length = this.#size - skipped;

    const columns = this.#columns(names);
    for (const column of columns) column.length = length;
    for (let i = 0; i < length; i++) columns[0][i] = this.#times[this.#at(skipped + i)] / 1000;
    names.forEach((name, index) => {
      const ring = this.#rings.get(name);
      const column = columns[index + 1];
      for (let i = 0; i < length; i++) {
        const value = ring === undefined ? NaN : ring[this.#at(skipped + i)];
        column[i] = Number.isNaN(value) ? null : convert(value, name);
      }
    });
    return columns;
  }

  #at(index) {
    return (this.#start + index) % this.#capacity;
  }

  #push(time, record) {
    if (this.#size === this.#capacity) this.#start = this.#at(1);
    else this.#size++;
    const at = this.#at(this.#size - 1);
    this.#times[at] = time;
    for (const [name, ring] of this.#rings) ring[at] = (record === null ? null : valueOf(record, name)) ?? NaN;
  }

  #columns(names) {
    const key = names.join();
    if (!this.#drawn.has(key)) this.#drawn.set(key, [[], ...names.map(() => [])]);
    return this.#drawn.get(key);
  }
}

function ofCorners(quantity) {
  return CORNERS.map((corner) => `${quantity}_${corner}`);
}

function valueOf(record, name) {
  const [quantity, corner] = name.split('_');
  if (corner === undefined) return record[quantity];
  return (quantity === 'tyre' ? record.tyreTemps : record.pressures)[corner];
}
