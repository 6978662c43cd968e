import assert from 'node:assert/strict';
import { test } from 'node:test';
import { four, T } from './drive.mjs';
import { page } from './webapp-modules.mjs';

const { CHANNELS, Series } = await page('race/series.js');
const record = (ms, more = {}) => ({ time: T + ms, speed: 100, fuel: 50, tyreTemps: four(90), pressures: four(170), ...more });
const seconds = (xs) => xs.map((x) => x - T / 1000);

test('times in seconds and a column for each channel', () => {
  const series = new Series();
  for (let i = 0; i < 4; i++) series.feed(record(i * 500, { speed: 100 + i, pressures: { ...four(170), rl: 160 } }));
  const [xs, speed, pressure] = series.aligned(['speed', 'pressure_rl'], (value, name) => (name === 'speed' ? value : value / 100));
  assert.deepEqual(seconds(xs), [0, 0.5, 1, 1.5]);
  assert.deepEqual([speed, pressure], [[100, 101, 102, 103], [1.6, 1.6, 1.6, 1.6]]);
});

test('what is no reading is null, and so is a channel nobody knows', () => {
  const series = new Series();
  series.feed(record(0, { speed: null, tyreTemps: four(null) }));
  assert.deepEqual(series.aligned(['speed', 'tyre_fl', 'constructor', 'fuel']).slice(1), [[null], [null], [null], [50]]);
});

test('lost data is a gap', () => {
  const series = new Series();
  for (const ms of [0, 500, 9000, 9500]) series.feed(record(ms));
  const [xs, fuel] = series.aligned(['fuel']);
  assert.deepEqual(seconds(xs), [0, 0.5, 1, 9, 9.5]);
  assert.deepEqual(fuel, [50, 50, null, 50, 50]);
});

test('faster messages are thinned, the same message twice is one', () => {
  const series = new Series();
  for (let ms = 0; ms <= 1000; ms += 100) series.feed(record(ms));
  series.feed(record(1000));
  assert.deepEqual(seconds(series.aligned(['fuel'])[0]).map((x) => Math.round(x * 10) / 10), [0, 0.4, 0.8]);
});

test('a time that goes back starts anew; times always rise', () => {
  const series = new Series();
  for (const ms of [60_000, 60_500, 58_000, 61_000, 0, 500]) series.feed(record(ms));
  assert.deepEqual(seconds(series.aligned(['fuel'])[0]), [0, 0.5]);
});

test('a day of data is no more than the last minutes, in arrays that are used again', () => {
  const series = new Series({ minutes: 1 });
  for (let ms = 0; ms < 86_400_000; ms += 5000) {
    for (let more = 0; more < 2500; more += 500) series.feed(record(ms + more));
  }
  const first = series.aligned([...CHANNELS]);
  const length = first[0].length;
  assert.ok(length > 40 && length <= 121, `${length} rows`);
  const age = first[0].at(-1) - first[0][0];
  assert.ok(age <= 60, `${age} s`);
  series.feed(record(86_400_000));
  const second = series.aligned([...CHANNELS]);
  assert.equal(second, first);
  assert.ok(second.every((column, i) => column === first[i]));
});

test('cleared', () => {
  const series = new Series();
  series.feed(record(0));
  const { version } = series;
  series.clear();
  assert.deepEqual(series.aligned(['fuel']), [[], []]);
  assert.ok(series.version > version);
});
