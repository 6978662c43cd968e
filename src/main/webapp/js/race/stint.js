/**
 * Who drives, since when and for how many laps. A stint begins with another player_name, since the driver is what a stint
 * is about, and on leaving the pits after a stop, since tyres and fuel start over there; a drive-through is no stop. Pure.
 */

const MOST_EARLIER = 50;
const WORTH_TELLING = 60; // s; shorter ones without a lap are a change of driver and the way out of the pits

const REASONS = Object.freeze({
  joined: 'Since this page began to watch, perhaps longer',
  session: 'Since the session began',
  driver: 'Since the driver changed',
  pit: 'Since the last pit stop',
});

export class Stint {
  #driver = null;
  #since = null;
  #began = 'joined';
  #inPits = false; // whether it began in the pits, which it then leaves in the same stint
  #laps = 0;
  #time = null;
  #lap = null;
  #newcomer = null; // another driver's name and when it came first; believed at the second message
  #enteredAt = null; // the pits
  #earlier = []; // newest first

  /** @param news what Pits says of the same record */
  feed(record, news) {
    if (this.#since === null) this.#first(record);
    this.#time = record.time;
    this.#countLap(record.lap);
    if (news.entered) this.#enteredAt = record.time;
    this.#noticeDriver(record, news);
    if (news.stop) this.#noticeStop(record);
    if (news.left) this.#enteredAt = null;
  }

  get now() {
    const seconds = this.#since === null ? null : Math.max(0, this.#time - this.#since) / 1000;
    return {
      driver: this.#driver,
      since: this.#since,
      seconds,
      laps: this.#laps,
      began: this.#began,
      reason: REASONS[this.#began],
      earlier: [...this.#earlier],
    };
  }

  #first({ time, lap, lapTime }) {
    const sessionBegan = lap !== null && lap <= 1 && lapTime !== null;
    this.#since = sessionBegan ? time - lapTime * 1000 : time;
    this.#began = sessionBegan ? 'session' : 'joined';
  }

  #countLap(lap) {
    if (lap === null) return;
    if (this.#lap !== null && lap > this.#lap) this.#laps += lap - this.#lap;
    this.#lap = lap;
  }

  #noticeDriver({ driver, time }, news) {
    if (driver === null || driver === this.#driver) {
      this.#newcomer = null;
    } else if (this.#driver === null) {
      this.#driver = driver;
    } else if (this.#newcomer?.driver !== driver) {
      this.#newcomer = { driver, time };
    } else {
      this.#begin('driver', this.#newcomer.time);
      this.#driver = driver;
      this.#inPits = news.inPits;
      this.#newcomer = null;
    }
  }

  #noticeStop({ time }) {
    if (this.#inPits) {
      this.#since = time;
      this.#laps = 0;
      this.#inPits = false;
    } else {
      this.#begin('pit', time);
    }
  }

  #begin(began, time) {
    const ended = this.#enteredAt ?? time;
    const seconds = Math.max(0, ended - this.#since) / 1000;
    if (this.#laps > 0 || seconds >= WORTH_TELLING) this.#earlier.unshift({ driver: this.#driver, seconds, laps: this.#laps, ended });
    if (this.#earlier.length > MOST_EARLIER) this.#earlier.pop();
    this.#since = time;
    this.#began = began;
    this.#laps = 0;
  }
}
