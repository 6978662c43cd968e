/**
 * When the car is in the pits and what was done there. A monitor's own word counts; without it, a car that stands for long
 * is taken to be in the pits. Fuel that rises and tread that grows tell of a stop in either case, also of one that fell
 * into a gap of the data. Pure.
 */

import { CORNERS } from './readings.js';

const STANDING = 2; // km/h
const LONG_MS = 10_000; // standing longer than this is no spin
const GAP_MS = 3000;
const REFUELLED = 0.5; // litres
const NEW_TYRES = 1.5; // % of tread
const SAME_STOP_MS = 60_000;

export class Pits {
  inPits = false;
  told = false; // whether the monitor says so itself
  stops = 0;
  #time = null;
  #standingSince = null;
  #worked = false; // stood, refuelled or got tyres in this visit
  #lastStop = -Infinity;
  #fuel = new Rise(REFUELLED);
  #tread = new Rise(NEW_TYRES);

  /**
   * @returns news of this message: entered, left, stop (a stop has ended: it is a new stint), refuelled, newTyres, inPits
   */
  feed(record) {
    const refuelled = this.#fuel.risen(record.fuel);
    const newTyres = this.#tread.risen(meanTread(record));
    const standing = this.#standing(record);
    const before = this.inPits;
    if (record.inPits !== null) this.told = true;
    if (this.told) this.inPits = record.inPits ?? before;
    else this.inPits = standing >= LONG_MS || (standing !== null && (before || refuelled || newTyres));

    const entered = this.inPits && !before;
    const left = before && !this.inPits;
    if (entered) this.#worked = false;
    if (refuelled || newTyres || standing !== null || record.speed === null) this.#worked = true;
    const unseen = !before && !this.inPits && (refuelled || newTyres);
    const stop = unseen || (left && this.#worked);
    if (stop) this.#count(record.time);
    return { entered, left, stop, refuelled, newTyres, inPits: this.inPits };
  }

  /** How long the car has stood, ms; null if it moves or nobody knows. */
  #standing({ speed, time }) {
    const lost = this.#time !== null && Math.abs(time - this.#time) > GAP_MS;
    this.#time = time;
    if (speed === null || Math.abs(speed) >= STANDING) this.#standingSince = null;
    else if (this.#standingSince === null || lost) this.#standingSince = time;
    return this.#standingSince === null ? null : time - this.#standingSince;
  }

  #count(time) {
    if (time - this.#lastStop > SAME_STOP_MS) this.stops++;
    this.#lastStop = time;
  }
}

/** Notices a quantity that only falls, except when somebody adds to it. One stray reading is no rise: two in a row are asked. */
class Rise {
  #least;
  #lowest = null;
  #last = null;

  constructor(least) {
    this.#least = least;
  }

  risen(value) {
    if (value === null) return false;
    const last = this.#last ?? value;
    this.#last = value;
    if (this.#lowest === null) this.#lowest = value;
    const sure = Math.min(last, value);
    if (sure - this.#lowest >= this.#least) {
      this.#lowest = sure;
      return true;
    }
    this.#lowest = Math.min(this.#lowest, Math.max(last, value));
    return false;
  }
}

function meanTread({ treads }) {
  const known = CORNERS.map((corner) => treads[corner]);
  return known.includes(null) ? null : known.reduce((sum, tread) => sum + tread, 0) / known.length;
}
