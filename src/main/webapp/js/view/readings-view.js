/** The single readings of one telemetry object. Each is taken by itself, so a strange one costs only its own place. */

import { DASH, count, gear, lapTime, quantity, temperature, words } from '../values.js';
import { write } from './dom.js';

const LITRES = { min: 0, max: 1000, digits: 1, unit: 'L' };

export class ReadingsView {
  #places;

  constructor(document) {
    this.#places = [...document.querySelectorAll('[data-field]')];
  }

  show(record) {
    const readings = readingsOf(record);
    for (const place of this.#places) write(place, readings[place.dataset.field] ?? DASH);
  }
}

/** Every reading as the text that the page shows, by the name of its place. */
export function readingsOf(record) {
  return {
    driver: words(record.driver),
    car: words(record.car),
    track: words(record.trackName),
    session_type: words(record.sessionType),
    position: count(record.position, 1, 1000),
    lap: count(record.lap, 0, 100_000),
    lap_time: lapTime(record.lapTime, { zero: true }),
    last_lap_time: lapTime(record.lastLapTime),
    best_lap_time: lapTime(record.bestLapTime),
    speed: quantity(record.speed, { min: -200, max: 600, unit: 'km/h' }),
    gear: gear(record.gear),
    rpm: quantity(record.rpm, { min: 0, max: 30_000 }),
    engine_water_temp: temperature(record.waterTemp),
    fuel: quantity(record.fuel, LITRES),
    fuel_capacity: quantity(record.fuelCapacity, { ...LITRES, min: 1 }),
    weather: weather(record),
  };
}

function weather({ trackTemp, airTemp, rain }) {
  const parts = [];
  if (trackTemp !== null) parts.push(`track ${temperature(trackTemp)}`);
  if (airTemp !== null) parts.push(`air ${temperature(airTemp)}`);
  if (rain !== null) parts.push(`rain ${rain}`);
  return parts.length === 0 ? DASH : parts.join(', ');
}
