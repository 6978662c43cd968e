/**
 * Finds the lap to which a monitor's last_lap_time belongs. It often comes one or several messages after the lap number has
 * changed, seldom before, and some monitors never send it: so every change near the line is taken, and where none comes a
 * time by our own clock stands. Pure.
 */

const NEAR_LINE_MS = 15_000;
const SAME_TIME = 1; // s: an unchanged time is the new one too if our own clock agrees this well

export class LastLapTime {
  #older; // what was told of the laps before; undefined before the first message
  #told = null;
  #lap = null; // whose time may still come
  #crossedAt = -Infinity;

  /** The car has crossed the line and this lap awaits its time; what it holds already is measured by our own clock. */
  crossed(lap, at) {
    this.#settle();
    this.#lap = lap;
    this.#crossedAt = at;
  }

  /** @returns whether a lap got its time by this message */
  feed({ lastLapTime, time }) {
    const near = time - this.#crossedAt <= NEAR_LINE_MS;
    let changed = !near && this.#settle();
    this.#told = lastLapTime;
    if (this.#older === undefined || (near && this.#lap === null)) this.#older = lastLapTime;
    if (this.#lap === null || lastLapTime === null || lastLapTime === this.#older) return changed;
    changed ||= this.#lap.time !== lastLapTime || !this.#lap.told;
    this.#lap.time = lastLapTime;
    this.#lap.told = true;
    return changed;
  }

  #settle() {
    const lap = this.#lap;
    if (lap === null) return false;
    this.#lap = null;
    this.#older = this.#told;
    if (lap.told || lap.time === null || this.#told === null || Math.abs(this.#told - lap.time) > SAME_TIME) return false;
    lap.time = this.#told;
    lap.told = true;
    return true;
  }
}
