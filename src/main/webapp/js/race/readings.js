/**
 * One telemetry object as a checked record: every key always there, numbers or null, words of bounded length. What monitors
 * do not say (the unit of pressures, the scale of wear, which clock) is decided once for the whole car and kept, since a
 * tyre that loses air must not change its unit on the way down. Pure: the time of arrival is handed in.
 *
 * Where names differ between monitors, the lists below are what is understood; the first that is sent counts.
 */

import { CORNERS, DASH, field, moment, perCorner, plausible, rain, words } from '../values.js';
import { fromUnit } from './units.js';

export { CORNERS };
export const CORNER_NAMES = Object.freeze({ fl: 'Front left', fr: 'Front right', rl: 'Rear left', rr: 'Rear right' });

const TIME_REMAINING = ['session_time_remaining', 'time_remaining', 'remaining_time', 'race_time_remaining']; // s
const LAPS_REMAINING = ['laps_remaining', 'remaining_laps', 'session_laps_remaining']; // the present lap included
const TOTAL_LAPS = ['total_laps', 'max_laps', 'race_laps']; // of the race; simulators say -1 or 2147483647 for "by time"
const PIT_FLAGS = ['in_pits', 'in_pit', 'in_pit_lane', 'in_pitlane', 'on_pit_road', 'in_garage', 'in_garage_stall'];
const PIT_STATES = { none: false, request: false, requested: false, entering: true, stopped: true, exiting: true, garage: true };

const CHANGE_OF_MIND = 20; // messages in a row that must speak for another unit
const FULL_TREAD = 1.005; // of a fraction; rounding and heat put new tyres a little over 1
const CLOCK_STANDS_MS = 5000;

export class Readings {
  #pressureUnit = new Verdict();
  #treadScale = new Verdict();
  #clock = new RaceClock();

  /** @param at when the message was made or came, ms; used where the telemetry has no time of its own */
  read(telemetry, at) {
    const of = (key) => field(telemetry, key);
    const number = (key, min, max) => plausible(of(key), min, max);
    const temperatures = (key) => perCorner(of(key), celsius);
    const pressures = this.#pressures(of('tire_pressures'));
    return {
      time: this.#clock.time(of('timestamp'), at),
      driver: name(of('player_name')),
      car: name(of('car_name')),
      trackName: name(of('track_name')),
      sessionType: name(of('session_type')),
      lap: whole(number('lap', 0, 100_000)),
      position: whole(number('position', 1, 1000)),
      gear: whole(number('gear', -1, 20)),
      lapTime: number('lap_time', 0, 86_400),
      lastLapTime: number('last_lap_time', 0.001, 86_400),
      bestLapTime: number('best_lap_time', 0.001, 86_400),
      speed: number('speed', -200, 600),
      rpm: number('rpm', 0, 30_000),
      throttle: number('throttle', 0, 100),
      brake: number('brake', 0, 100),
      waterTemp: celsius(of('engine_water_temp')),
      trackTemp: celsius(of('track_temp')),
      airTemp: celsius(of('ambient_temp')),
      fuel: number('fuel', 0, 1000),
      fuelCapacity: number('fuel_capacity', 1, 1000),
      rain: rain(telemetry),
      tyreTemps: temperatures('tire_temps'),
      brakeTemps: temperatures('brake_temps'),
      pressures,
      pressureSent: this.#pressureUnit.now,
      treads: this.#treads(of('tire_wear')),
      lapDistance: number('lap_distance', -100_000, 100_000),
      trackLength: number('track_length', 100, 100_000),
      ...place(of('position_x'), of('position_z')),
      inPits: inPits(telemetry),
      timeRemaining: first(telemetry, TIME_REMAINING, 0, 604_800),
      lapsRemaining: first(telemetry, LAPS_REMAINING, 0, 5000),
      totalLaps: first(telemetry, TOTAL_LAPS, 1, 5000),
    };
  }

  /** In kPa, whatever arrived: kPa in practice, PSI on paper, bar in some. All four at 0 is no reading, one alone is flat. */
  #pressures(set) {
    const sent = perCorner(set, (value) => plausible(value, 0, 1000));
    const highest = Math.max(...Object.values(sent)); // null counts as 0
    if (highest === 0) return perCorner(null, () => null);
    const unit = this.#pressureUnit.after(highest < 5 ? 'bar' : highest < 60 ? 'PSI' : 'kPa');
    return perCorner(sent, (value) => plausible(fromUnit(value, unit), 0, 1000));
  }

  /** In % left, whether 0..1 or 0..100 arrived. */
  #treads(set) {
    const sent = perCorner(set, (value) => plausible(value, 0, 100.5));
    const most = Math.max(...Object.values(sent).map((value) => value ?? -1));
    if (most < 0) return sent;
    if (this.#treadScale.after(most > FULL_TREAD ? 1 : 100) === 1) return perCorner(sent, (value) => value === null ? null : Math.min(value, 100));
    return perCorner(sent, (value) => value === null || value > FULL_TREAD ? null : Math.min(value * 100, 100));
  }
}

/** What the first evidence said, until many in a row say otherwise: another monitor may have taken over. */
class Verdict {
  now = null;
  #other = null;
  #times = 0;

  after(evidence) {
    if (this.now === null) this.now = evidence;
    this.#times = evidence === this.now ? 0 : evidence === this.#other ? this.#times + 1 : 1;
    this.#other = evidence;
    if (this.#times >= CHANGE_OF_MIND) this.now = evidence;
    return this.now;
  }
}

/**
 * The telemetry's own time while it moves, so that a replay at twenty times the speed has the race's time; else the time of
 * arrival, brought into line with it. Stamps of whole seconds are filled up from the arrival.
 */
class RaceClock {
  #stamp = null;
  #stampedAt = 0; // arrival of the first message with that stamp
  #at = 0;

  time(stamp, at) {
    this.#at = plausible(at, 0, 1e14) ?? this.#at;
    const told = epochMillis(stamp);
    if (told !== null && told !== this.#stamp) {
      this.#stamp = told;
      this.#stampedAt = this.#at;
    }
    if (this.#stamp === null) return this.#at;
    const since = Math.max(0, this.#at - this.#stampedAt);
    return this.#stamp + (told === null || since >= CLOCK_STANDS_MS ? since : Math.min(since, 999));
  }
}

/** From ISO 8601, or from seconds or milliseconds since the epoch. */
function epochMillis(stamp) {
  const text = moment(stamp);
  if (text !== null) return plausible(text.getTime(), 1, 1e14);
  const seconds = plausible(stamp, 1e9, 1e10);
  return seconds === null ? plausible(stamp, 1e12, 1e13) : seconds * 1000;
}

/** The simulator says -273.15 where it has no reading, which the range excludes. */
function celsius(value) {
  return plausible(value, -90, 2000);
}

function whole(value) {
  return Number.isInteger(value) ? value : null;
}

function name(value) {
  const text = words(value);
  return text === DASH ? null : text;
}

/** Both or neither; exactly 0,0 is what simulators say before they know. */
function place(sentX, sentZ) {
  const x = plausible(sentX, -1e6, 1e6);
  const z = plausible(sentZ, -1e6, 1e6);
  return x === null || z === null || (x === 0 && z === 0) ? { x: null, z: null } : { x, z };
}

function first(telemetry, keys, min, max) {
  for (const key of keys) {
    const value = plausible(field(telemetry, key), min, max);
    if (value !== null) return value;
  }
  return null;
}

/** true, false, or null if the monitor does not tell. */
function inPits(telemetry) {
  let told = null;
  for (const key of PIT_FLAGS) {
    const value = field(telemetry, key);
    if (value === true || value === 1) return true;
    if (value === false || value === 0) told = false;
  }
  if (told !== null) return told;
  const state = field(telemetry, 'pit_state');
  return typeof state === 'string' ? field(PIT_STATES, state.toLowerCase()) ?? null : null;
}
