/**
 * Everything that follows from one car's stream of telemetry. Messages are fed in, in order; a page feeds what arrives, and
 * whoever has the history can feed that first. A new session starts everything anew. Pure: the clock is handed in.
 */

import { fuelPlan } from './fuel.js';
import { Laps } from './laps.js';
import { Pits } from './pits.js';
import { Readings } from './readings.js';
import { Series } from './series.js';
import { SessionWatch } from './session-watch.js';
import { Stint } from './stint.js';
import { Track } from './track.js';

export class Race {
  record = null; // the newest
  session = 0; // counts the new sessions
  pits;
  laps;
  stint;
  track;
  series;
  #readings = new Readings();
  #watch = new SessionWatch();

  constructor({ chartMinutes = 10 } = {}) {
    this.series = new Series({ minutes: chartMinutes });
    this.#begin();
  }

  /** @param at when the telemetry was made or came, ms since the epoch */
  feed(telemetry, at) {
    const record = this.#readings.read(telemetry, at);
    this.record = record;
    const verdict = this.#watch.feed(record);
    if (verdict === 'doubt') return record;
    if (verdict === 'new') {
      this.session++;
      this.series.clear();
      this.#begin();
    }
    const news = this.pits.feed(record);
    this.laps.feed(record, news);
    this.stint.feed(record, news);
    this.track.feed(record);
    this.series.feed(record);
    return record;
  }

  fuelPlan(options) {
    return fuelPlan(this.laps.list(), this.record, options);
  }

  #begin() {
    this.pits = new Pits();
    this.laps = new Laps();
    this.stint = new Stint();
    this.track = new Track();
  }
}
