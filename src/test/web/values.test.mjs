import assert from 'node:assert/strict';
import { test } from 'node:test';
import { page } from './webapp-modules.mjs';

const values = await page('values.js');
const { DASH, age, count, field, gear, lapTime, moment, quantity, rain, temperature, words } = values;
const plain = (text) => text.replaceAll('\u00a0', ' ');

/** Everything JSON can carry that is no usable number, and what a careless caller might add. */
const STRANGE = [undefined, null, NaN, Infinity, -Infinity, 1e308, -1e308, '12', '', 'NaN', true, false, [], [1], {}, { fl: 1 }, 10n ** 30n];

test('whatever is no plausible number becomes a dash, in every format', () => {
  for (const value of STRANGE) {
    for (const format of [temperature, gear, lapTime, (v) => quantity(v, { min: 0, max: 100 }), (v) => count(v, 0, 100)]) {
      assert.equal(format(value), DASH, `${format} of ${typeof value}`);
    }
  }
});

test('-273.15 is no reading; real temperatures are, below zero too', () => {
  assert.equal(temperature(-273.15), DASH);
  assert.equal(temperature(-273.1499938964844), DASH);
  assert.equal(plain(temperature(96.52, 1)), '96.5 °C');
  assert.equal(plain(temperature(-0.2)), '0 °C');
  assert.equal(plain(temperature(-12.4)), '-12 °C');
});

test('lap times', () => {
  assert.equal(lapTime(136.811), '2:16.811');
  assert.equal(lapTime(59.9996), '1:00.000');
  assert.equal(lapTime(9.05), '0:09.050');
  assert.equal(lapTime(3723.004), '1:02:03.004');
  assert.equal(lapTime(0), DASH);
  assert.equal(lapTime(-1), DASH);
  assert.equal(lapTime(0, { zero: true }), '0:00.000');
  assert.equal(lapTime(86_401), DASH);
});

test('gears, laps and speeds', () => {
  assert.deepEqual([-1, 0, 1, 8, 2.5, 99].map(gear), ['R', 'N', '1', '8', DASH, DASH]);
  assert.equal(count(3, 1, 1000), '3');
  assert.equal(count(3.5, 1, 1000), DASH);
  assert.equal(plain(quantity(-0.3, { min: -200, max: 600, unit: 'km/h' })), '0 km/h');
});

test('words are one line of bounded length, whatever they hold', () => {
  assert.equal(words('  Driver\n\tOne\u0000 '), 'Driver One');
  assert.equal(words('\u202Eevil\u2066'), 'evil');
  assert.equal(words('<img src=x onerror=alert(1)>'), '<img src=x onerror=alert(1)>');
  assert.equal(Array.from(words('🏁'.repeat(10_000))).length, 80);
  assert.equal(words('\ud800'), DASH);
  assert.equal(words(911), '911');
  for (const value of ['', '   ', null, undefined, {}, [], true, NaN]) assert.equal(words(value), DASH);
});

test('rain is shown only if somebody tells', () => {
  assert.equal(rain({}), null);
  assert.equal(rain(null), null);
  assert.equal(rain({ rain: 'much' }), null);
  assert.equal(rain({ raining: false }), 'no');
  assert.equal(plain(rain({ rain_intensity: 0.25 })), '25 %');
  assert.equal(plain(rain({ rain: 0 })), '0 %');
});

test('ages', () => {
  assert.deepEqual([0, 449, 9999, 10_000, 59_999, 60_000, 192_000, 7_500_000, 200_000_000].map((ms) => plain(age(ms))),
    ['0.0 s', '0.4 s', '9.9 s', '10 s', '59 s', '1 min 0 s', '3 min 12 s', '2 h 5 min', '2 d 7 h']);
  assert.equal(age(null), DASH);
  assert.equal(age(NaN), DASH);
});

test('moments', () => {
  assert.equal(moment('2025-11-21T10:50:00.018Z').getTime(), 1763722200018);
  for (const value of ['yesterday', '2025-99-99T99:99', '', null, 5, {}]) assert.equal(moment(value), null);
});

test('only what was sent is a field', () => {
  assert.equal(field({ a: 1 }, 'a'), 1);
  for (const object of [{}, [], 'text', null, undefined, 7]) assert.equal(field(object, 'constructor'), undefined);
  assert.equal(field(JSON.parse('{"__proto__":{"fuel":1}}'), 'fuel'), undefined);
});
