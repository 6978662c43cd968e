/** One telemetry object on the page. Each reading is taken by itself, so a strange one costs only its own place. */

import { DASH, count, field, gear, lapTime, perCorner, plausible, pressures, quantity, rain, temperature, treads, words } from './values.js';
import { write } from './status-view.js';

const LITRES = { min: 0, max: 1000, digits: 1, unit: 'L' };

export class TelemetryView {
  #places;
  #fuelBar;
  #rainRow;

  constructor(document) {
    this.#places = [...document.querySelectorAll('[data-field]')];
    this.#fuelBar = document.getElementById('fuel-bar');
    this.#rainRow = document.getElementById('rain-row');
  }

  show(telemetry) {
    const readings = readingsOf(telemetry);
    for (const place of this.#places) write(place, readings[place.dataset.field] ?? DASH);
    this.#rainRow.hidden = readings.rain === null;
    this.#showFuelBar(plausible(field(telemetry, 'fuel'), 0, 1000), plausible(field(telemetry, 'fuel_capacity'), 1, 1000));
  }

  #showFuelBar(fuel, capacity) {
    const known = fuel !== null && capacity !== null;
    this.#fuelBar.hidden = !known;
    if (known) this.#fuelBar.value = Math.min(fuel / capacity, 1);
  }
}

/** Every reading as the text that the page shows, by the name of its place. */
export function readingsOf(telemetry) {
  const of = (key) => field(telemetry, key);
  return {
    driver: words(of('player_name')),
    car: words(of('car_name')),
    track: words(of('track_name')),
    session_type: words(of('session_type')),
    position: count(of('position'), 1, 1000),
    lap: count(of('lap'), 0, 100_000),
    lap_time: lapTime(of('lap_time'), { zero: true }),
    last_lap_time: lapTime(of('last_lap_time')),
    best_lap_time: lapTime(of('best_lap_time')),
    speed: quantity(of('speed'), { min: -200, max: 600, unit: 'km/h' }),
    gear: gear(of('gear')),
    rpm: quantity(of('rpm'), { min: 0, max: 30_000, unit: 'rpm' }),
    engine_water_temp: temperature(of('engine_water_temp')),
    fuel: quantity(of('fuel'), LITRES),
    fuel_capacity: quantity(of('fuel_capacity'), { ...LITRES, min: 1 }),
    track_temp: temperature(of('track_temp'), 1),
    ambient_temp: temperature(of('ambient_temp'), 1),
    rain: rain(telemetry),
    ...named('tyre_temp', perCorner(of('tire_temps'), (value) => temperature(value))),
    ...named('tyre_pressure', pressures(of('tire_pressures'))),
    ...named('tyre_wear', treads(of('tire_wear'))),
    ...named('brake_temp', perCorner(of('brake_temps'), (value) => temperature(value))),
  };
}

function named(name, corners) {
  return Object.fromEntries(Object.entries(corners).map(([corner, text]) => [`${name}_${corner}`, text]));
}
