import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { page } from './webapp-modules.mjs';

const { readingsOf } = await page('telemetry-view.js');
const html = await readFile(new URL('../../main/webapp/dashboard.html', import.meta.url), 'utf8');
const plain = (text) => text.replaceAll('\u00a0', ' ');

const TELEMETRY = {
  lap: 3, position: 3, lap_time: 84.0, fuel: 54.308, fuel_capacity: 90.0,
  tire_pressures: { fl: 174.48, fr: 173.78, rl: 175.43, rr: 174.73 }, tire_temps: { fl: 96.52, fr: 94.52, rl: 93.52, rr: 91.52 },
  tire_wear: { fl: 0.98318, fr: 0.98718, rl: 0.98718, rr: 0.98718 }, brake_temps: { fl: 234.1, fr: 234.1, rl: 210.4, rr: 210.4 },
  engine_water_temp: 89.11, track_temp: 31.4, ambient_temp: 22.6, speed: 208.6, gear: 4, rpm: 6666.77,
  player_name: 'Driver One', car_name: 'Proton Competition #911:LM', track_name: 'Circuit de Spa-Francorchamps', session_type: 'Race',
  last_lap_time: 178.943, best_lap_time: 136.811,
};

test('every place on the page has a reading and every reading a place', () => {
  const places = [...html.matchAll(/data-field="([^"]+)"/g)].map(([, name]) => name);
  assert.deepEqual(places.sort(), Object.keys(readingsOf({})).sort());
});

test('a real telemetry object', () => {
  const readings = readingsOf(TELEMETRY);
  const expected = {
    driver: 'Driver One', position: '3', lap_time: '1:24.000', best_lap_time: '2:16.811', fuel: '54.3 L', fuel_capacity: '90.0 L', gear: '4',
    speed: '209 km/h', tyre_temp_fl: '97 °C', tyre_pressure_rr: '175 kPa', tyre_wear_fl: '98.3 %', brake_temp_rl: '210 °C', rain: null,
  };
  for (const [name, text] of Object.entries(expected)) assert.equal(readings[name] && plain(readings[name]), text, name);
});

test('telemetry of any type, and fields of any type, never show more than a dash', () => {
  const strange = [undefined, null, 7, 'text', true, [], [[]], {}, { fl: {} }, 1e308, -273.15];
  for (const value of strange) {
    const fields = Object.fromEntries(Object.keys(TELEMETRY).map((key) => [key, value]));
    for (const telemetry of [value, fields]) {
      for (const text of Object.values(readingsOf(telemetry))) {
        assert.doesNotMatch(String(text), /NaN|undefined|Infinity|object|e\+/i);
      }
    }
  }
});
