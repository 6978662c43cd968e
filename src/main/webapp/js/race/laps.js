/**
 * Laps out of the stream: records in, in order, and a list of laps out. The same arithmetic serves a page that watches and
 * whoever has the history. A lap's fuel and tread are those of the first message after the line on either end. Pure.
 *
 *   joined in the middle ──line──→ incomplete lap        whole lap ──line──→ complete lap
 *                                                            └─ the line was crossed unseen ──→ incomplete lap
 */

import { CORNERS } from './readings.js';
import { LastLapTime } from './last-lap-time.js';

const MOST = 1000; // a day of laps of 90 s
const GAP_MS = 5000; // a line crossed between two messages further apart was crossed unseen,
const JUST_STARTED = 3; // s, unless the lap's own time says that it has only begun
const FORM = 5; // laps to whose mean a lap is compared

export class Laps {
  version = 0;
  #laps = []; // oldest first
  #open = null; // the lap being driven
  #last = null; // the record before
  #lastLapTime = new LastLapTime();
  #shown = { version: -1, list: [] };

  /** @param news what Pits says of the same record */
  feed(record, news) {
    if (record.lap !== null) {
      if (this.#open === null) this.#start(record, begunAt(record, 0), isYoung(record));
      else if (record.lap !== this.#open.lap) this.#crossLine(record);
    }
    if (this.#open !== null) {
      this.#open.pit ||= news.inPits || news.stop;
      this.#open.refuelled ||= news.refuelled;
      this.#open.newTyres ||= news.newTyres;
    }
    if (this.#lastLapTime.feed(record)) this.version++;
    this.#last = record;
  }

  /** Newest first, compared with one another. The same array until the version changes. */
  list() {
    if (this.#shown.version !== this.version) this.#shown = { version: this.version, list: compared(this.#laps).reverse() };
    return this.#shown.list;
  }

  /** s, of the laps that count. */
  get best() {
    return bestOf(this.#laps);
  }

  /** The lap being driven, null before the first lap number. */
  get current() {
    if (this.#open === null) return null;
    const { lap, startedAt, seen, pit, refuelled, fuel } = this.#open;
    const fuelUsed = seen && !refuelled ? used(fuel, this.#last.fuel) : null;
    return { lap, startedAt: seen ? startedAt : null, complete: seen, pit, fuelUsed };
  }

  #start(record, startedAt, seen) {
    const fuel = record.fuel ?? this.#last?.fuel ?? null;
    this.#open = { lap: record.lap, startedAt, seen, fuel, treads: record.treads, pit: false, refuelled: false, newTyres: false };
  }

  #crossLine(record) {
    const open = this.#open;
    const pause = record.time - this.#last.time;
    const next = record.lap === open.lap + 1;
    const seen = isYoung(record) || (next && pause >= 0 && pause <= GAP_MS);
    const crossedAt = begunAt(record, Math.max(0, pause) / 2);
    this.#start(record, crossedAt, seen);

    const complete = open.seen && seen && next;
    const refuelled = open.refuelled || isMore(record.fuel, open.fuel); // also in a gap of the data
    const seconds = (crossedAt - open.startedAt) / 1000;
    const lap = {
      lap: open.lap,
      time: complete && seconds > 0 ? seconds : null,
      told: false,
      complete,
      pit: open.pit,
      refuelled,
      counted: complete && !open.pit && !refuelled,
      fuelUsed: complete && !refuelled ? used(open.fuel, this.#open.fuel) : null,
      ...treadUsed(complete && !open.newTyres ? open.treads : null, record.treads),
      driver: this.#last.driver,
      endedAt: crossedAt,
    };
    this.#laps.push(lap);
    if (this.#laps.length > MOST) this.#laps.shift();
    // Of laps that were skipped only the last has its time told, and that one is not in the list.
    this.#lastLapTime.crossed(next ? lap : null, record.time);
    this.version++;
  }
}

function isYoung({ lapTime }) {
  return lapTime !== null && lapTime <= JUST_STARTED;
}

/** By the lap's own time, else so many ms before the message. */
function begunAt(record, otherwise) {
  return record.time - (isYoung(record) ? record.lapTime * 1000 : otherwise);
}

function isMore(after, before) {
  return after !== null && before !== null && after > before;
}

function used(before, after) {
  return before !== null && after !== null && !isMore(after, before) ? before - after : null;
}

function treadUsed(before, after) {
  const treadUsed = Object.fromEntries(CORNERS.map((corner) => [corner, before === null ? null : used(before[corner], after[corner])]));
  const known = Object.values(treadUsed).filter((tread) => tread !== null);
  return { treadUsed, treadUsedMost: known.length === 0 ? null : Math.max(...known) };
}

function bestOf(laps) {
  return laps.reduce((best, { counted, time }) => (counted && time !== null && (best === null || time < best) ? time : best), null);
}

function compared(laps) {
  const best = bestOf(laps);
  const form = []; // times of the counted laps before
  return laps.map((lap) => {
    const mean = form.length === 0 ? null : form.reduce((sum, time) => sum + time, 0) / form.length;
    const against = (time) => (lap.time === null || time === null ? null : lap.time - time);
    if (lap.counted && lap.time !== null && form.push(lap.time) > FORM) form.shift();
    return { ...lap, best: lap.counted && lap.time !== null && lap.time === best, deltaBest: against(best), deltaAverage: against(mean) };
  });
}
