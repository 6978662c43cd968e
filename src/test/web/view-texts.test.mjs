import assert from 'node:assert/strict';
import { test } from 'node:test';
import { page } from './webapp-modules.mjs';

const { delta, duration } = await page('view/durations.js');
const { cellsOf } = await page('view/laps-view.js');
const { lapsText } = await page('view/fuel-view.js');
const STRANGE = [undefined, null, NaN, Infinity, -Infinity, '7', {}, 1e300];

test('long times', () => {
  assert.deepEqual([0, 59.9, 61, 3599, 3600, 90_061].map(duration), ['0:00', '0:59', '1:01', '59:59', '1:00:00', '25:01:01']);
  for (const value of [...STRANGE, -1]) assert.equal(duration(value), '–');
});

test('differences have a sign unless they are nothing', () => {
  assert.deepEqual([0.5234, -1.2, 0, -0.0001].map(delta), ['+0.523', '−1.200', '0.000', '0.000']);
  for (const value of STRANGE) assert.equal(delta(value), '–');
});

test('a lap as the table shows it', () => {
  const lap = { time: 139.472, best: false, deltaBest: 2.661, deltaAverage: -16.786, fuelUsed: 3.139, treadUsedMost: 0.446 };
  assert.deepEqual(cellsOf(lap), ['2:19.472', '+2.661', '−16.786', '3.14', '0.45']);
  assert.deepEqual(cellsOf({ ...lap, best: true, time: null, deltaAverage: null, fuelUsed: null, treadUsedMost: null }), ['–', 'best', '–', '–', '–']);
});

test('laps left never promise more than there is', () => {
  assert.equal(lapsText({ state: 'measured', lapsLeft: 1.29 }), '1.2');
  assert.equal(lapsText({ state: 'measuring', lapsLeft: null }), '–');
  assert.equal(lapsText({ state: 'unknown', lapsLeft: null }), '–');
});
