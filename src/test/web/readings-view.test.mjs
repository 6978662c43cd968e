import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { page } from './webapp-modules.mjs';

const { readingsOf } = await page('view/readings-view.js');
const { Readings } = await page('race/readings.js');
const html = await readFile(new URL('../../main/webapp/dashboard.html', import.meta.url), 'utf8');
const plain = (text) => text.replaceAll('\u00a0', ' ');
const shown = (telemetry) => readingsOf(new Readings().read(telemetry, 1_700_000_000_000));

const TELEMETRY = {
  lap: 3, position: 3, lap_time: 84.0, fuel: 54.308, fuel_capacity: 90.0, engine_water_temp: 89.11, track_temp: 31.4, ambient_temp: 22.6,
  speed: 208.6, gear: 4, rpm: 6666.77, player_name: 'Driver One', car_name: 'Proton Competition #911:LM',
  track_name: 'Circuit de Spa-Francorchamps', session_type: 'Race', last_lap_time: 178.943, best_lap_time: 136.811,
};

test('every place on the page has a reading and every reading a place', () => {
  const places = new Set([...html.matchAll(/data-field="([^"]+)"/g)].map(([, name]) => name));
  assert.deepEqual([...places].sort(), Object.keys(shown({})).sort());
});

test('a real telemetry object', () => {
  const readings = shown(TELEMETRY);
  const expected = {
    driver: 'Driver One', car: 'Proton Competition #911:LM', position: '3', lap_time: '1:24.000', last_lap_time: '2:58.943', best_lap_time: '2:16.811',
    fuel: '54.3 L', fuel_capacity: '90.0 L', gear: '4', speed: '209 km/h', rpm: '6667', engine_water_temp: '89 °C', weather: 'track 31 °C, air 23 °C',
  };
  for (const [name, text] of Object.entries(expected)) assert.equal(plain(readings[name]), text, name);
});

test('the weather is what is told of it', () => {
  assert.equal(plain(shown({ ambient_temp: 22.6, rain: 0.25 }).weather), 'air 23 °C, rain 25 %');
  assert.equal(shown({ ambient_temp: -273.15 }).weather, '–');
});

test('telemetry of any type, and fields of any type, never show more than a dash', () => {
  const strange = [undefined, null, 7, 'text', true, [], [[]], {}, { fl: {} }, 1e308, -273.15];
  for (const value of strange) {
    const fields = Object.fromEntries(Object.keys(TELEMETRY).map((key) => [key, value]));
    for (const telemetry of [value, fields]) {
      for (const text of Object.values(shown(telemetry))) assert.doesNotMatch(text, /NaN|undefined|Infinity|object|e\+/i);
    }
  }
});
