/** A car that laps evenly, for tests: what its monitor would send, message by message. */

export const T = 1_700_000_000_000;
export const four = (value) => ({ fl: value, fr: value, rl: value, rr: value });

export class Drive {
  at = T;
  lap = 1;
  lapTime = 0;
  lastLapTime = null;
  fuel = 60;
  tread = 1;
  steps = 0;

  constructor({ lapSeconds = 100, perLap = 3, wearPerLap = 0.01, step = 0.5, ...begin } = {}) {
    Object.assign(this, { lapSeconds, perLap, wearPerLap, step, ...begin });
  }

  telemetry(more = {}) {
    return {
      timestamp: new Date(this.at).toISOString(), lap: this.lap, lap_time: this.lapTime, last_lap_time: this.lastLapTime,
      fuel: this.fuel, fuel_capacity: 80, speed: 180, player_name: 'Driver One', track_name: 'Ring', session_type: 'Race',
      tire_wear: four(this.tread), tire_pressures: four(170), tire_temps: four(90), brake_temps: four(300), ...more,
    };
  }

  /** The messages of so many seconds on the road; `more` are fields that differ. */
  *go(seconds, more = {}) {
    for (let left = Math.round(seconds / this.step); left > 0; left--) {
      this.pass();
      this.lapTime += this.step;
      this.fuel -= (this.perLap * this.step) / this.lapSeconds;
      this.tread -= (this.wearPerLap * this.step) / this.lapSeconds;
      if (this.lapTime >= this.lapSeconds - 1e-9) {
        this.lastLapTime = this.lapSeconds + this.lap / 1000; // no two alike
        this.lapTime -= this.lapSeconds;
        this.lap++;
      }
      yield this.telemetry(more);
    }
  }

  /** The messages of so many seconds at a stand, the lap's clock running. */
  *stand(seconds, more = {}, work = () => {}) {
    for (let left = Math.round(seconds / this.step); left > 0; left--) {
      this.pass();
      this.lapTime += this.step;
      work(this);
      yield this.telemetry({ speed: 0, ...more });
    }
  }

  pass() {
    this.at += this.step * 1000;
  }
}

/** Hostile and careless values for any field. */
export const STRANGE = [
  undefined, null, NaN, Infinity, -Infinity, 1e308, -1e308, -273.15, 2147483647, -1, 0, true, false,
  '12', '', 'NaN', '<img onerror=x>', 'x'.repeat(10_000),
  [], [1], [[]], {}, { fl: 1 }, { fl: {}, fr: NaN, rl: 'x', rr: null }, 10n ** 30n, JSON.parse('{"__proto__":{"fl":1}}'),
];

/** Every number inside, however deep, must be finite; undefined is no value. */
export function soundness(value, path = 'value') {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error(`${path} is ${value}`);
  if (value === undefined) throw new Error(`${path} is undefined`);
  if (typeof value === 'string' && /undefined|\[object/.test(value)) throw new Error(`${path} is "${value.slice(0, 80)}"`);
  if (typeof value === 'object' && value !== null) for (const [key, inner] of Object.entries(value)) soundness(inner, `${path}.${key}`);
}
