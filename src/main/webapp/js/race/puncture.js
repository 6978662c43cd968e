/**
 * Notices a tyre that suddenly loses air. Heat moves the pressures of all four together, so each is judged by its share of the
 * highest of the other three, and by how that share was in the seconds before. In the pits tyres are changed: all is
 * forgotten there. Pure.
 */

import { CORNERS } from './readings.js';

const MEMORY_MS = 15_000;
const SPACING_MS = 500;
const LOST_MS = 10_000; // after such a gap nobody knows whether a loss was sudden
const LOSS = 0.88; // of the share before
const RECOVERY = 0.95;
const FLAT = 0.6; // of the other tyres: no setup does that, sudden or not
const NOT_FLAT = 0.7;

export class Punctures {
  #shares = []; // { time, fl, fr, rl, rr }, oldest first
  #time = null;
  #before = new Map(); // by the corner that loses air: its share when all was well, null if nobody saw that

  /** @returns by corner null, or { pressure, was } in kPa for a tyre that has lost its air; was is null if nobody saw it */
  feed({ time, pressures }, inPits) {
    const pause = this.#time === null ? 0 : time - this.#time;
    this.#time = time;
    if (inPits || pause < 0 || pause > LOST_MS) this.#shares = [];
    if (inPits) this.#before.clear();
    const shares = Object.fromEntries(CORNERS.map((corner) => [corner, share(pressures, corner)]));
    const found = { fl: null, fr: null, rl: null, rr: null };
    for (const corner of CORNERS) {
      this.#judge(corner, shares[corner], inPits);
      if (this.#before.has(corner) && pressures[corner] !== null) found[corner] = this.#finding(corner, pressures);
    }
    this.#remember(time, shares);
    return found;
  }

  #judge(corner, now, inPits) {
    if (now === null || inPits) return;
    if (this.#before.has(corner)) {
      const before = this.#before.get(corner);
      if (before === null ? now > NOT_FLAT : now >= before * RECOVERY) this.#before.delete(corner);
      return;
    }
    const before = secondHighest(this.#shares.map((shares) => shares[corner]));
    if (before !== null && now <= before * LOSS) this.#before.set(corner, before);
    else if (now < FLAT) this.#before.set(corner, null);
  }

  #finding(corner, pressures) {
    const before = this.#before.get(corner);
    return { pressure: pressures[corner], was: before === null ? null : before * highestBeside(pressures, corner) };
  }

  #remember(time, shares) {
    const last = this.#shares.at(-1);
    if (last !== undefined && time - last.time < SPACING_MS) return;
    this.#shares.push({ time, ...shares });
    while (this.#shares[0].time < time - MEMORY_MS) this.#shares.shift();
  }
}

function share(pressures, corner) {
  const beside = highestBeside(pressures, corner);
  return pressures[corner] === null || beside === 0 ? null : pressures[corner] / beside;
}

function highestBeside(pressures, corner) {
  return Math.max(...CORNERS.filter((other) => other !== corner).map((other) => pressures[other])); // null counts as 0
}

/** Not the highest: one stray reading must not make all the others look like a loss. */
function secondHighest(shares) {
  const sorted = shares.filter((one) => one !== null).sort((a, b) => b - a);
  return sorted[1] ?? null;
}
