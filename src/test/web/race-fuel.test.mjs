import assert from 'node:assert/strict';
import { test } from 'node:test';
import { soundness, STRANGE } from './drive.mjs';
import { page } from './webapp-modules.mjs';

const { fuelPlan } = await page('race/fuel.js');
const lap = (fuelUsed, time = 100, counted = true) => ({ fuelUsed, time, counted });
const record = (more = {}) => ({
  fuel: 30, fuelCapacity: 80, lap: 10, lapTime: 0, lapDistance: null, trackLength: null,
  lapsRemaining: null, totalLaps: null, timeRemaining: null, ...more,
});
const even = Array(5).fill(lap(3));

test('measuring until one lap counts', () => {
  for (const laps of [[], [lap(3, 100, false)], [lap(null)]]) {
    const plan = fuelPlan(laps, record());
    assert.deepEqual([plan.state, plan.perLap, plan.lapsLeft, plan.end], ['measuring', null, null, null]);
  }
  assert.equal(fuelPlan([lap(3)], record()).state, 'measured');
});

test('the median of the last laps, of those that count', () => {
  const laps = [lap(3.1), lap(40, 300, false), lap(2.9), lap(9), lap(3.0), lap(3.2), lap(1), lap(1), lap(1)];
  const plan = fuelPlan(laps, record());
  assert.deepEqual([plan.perLap, plan.sampled], [3.1, 5]);
  assert.equal(fuelPlan(laps, record(), { laps: 2 }).perLap, 3.0);
});

test('laps and time left', () => {
  const plan = fuelPlan(even, record());
  assert.deepEqual([plan.lapsLeft, plan.secondsLeft, plan.share, plan.end], [10, 1000, 0.375, null]);
});

test('no reading, no plan', () => {
  for (const missing of [null, record({ fuel: null })]) assert.equal(fuelPlan(even, missing).state, 'unknown');
});

test('to the end by laps: what has been driven of the present one is used already', () => {
  const { end } = fuelPlan(even, record({ lapsRemaining: 12, lapDistance: 2500, trackLength: 5000 }));
  assert.deepEqual(end, { lapsToGo: 11.5, by: 'laps', fuelToEnd: 34.5, spare: -4.5, reserve: 1, refuel: 7.5, stops: 1 });
  assert.equal(fuelPlan(even, record({ totalLaps: 21 })).end.lapsToGo, 12); // laps 10 to 21
});

test('to the end by time: the lap in which it runs out is driven to its end', () => {
  assert.equal(fuelPlan(even, record({ timeRemaining: 950, lapTime: 60 })).end.lapsToGo, 10.4);
  assert.equal(fuelPlan(even, record({ timeRemaining: 0, lapTime: 60 })).end.lapsToGo, 0.4);
});

test('the earlier of two ends is the end', () => {
  const { end } = fuelPlan(even, record({ timeRemaining: 1000, lapsRemaining: 50 }));
  assert.deepEqual([end.by, end.lapsToGo], ['time', 10]);
});

test('the reserve is the viewer\'s, and enough is enough', () => {
  const plan = (reserve) => fuelPlan(even, record({ lapsRemaining: 9 }), { reserve }).end.refuel;
  assert.deepEqual([0, 1, 2.5].map(plan), [0, 0, 4.5]);
  assert.equal(fuelPlan(even, record({ lapsRemaining: 9 })).end.stops, 0);
  assert.equal(fuelPlan(even, record({ lapsRemaining: 100 })).end.stops, 4);
  assert.equal(fuelPlan(even, record({ lapsRemaining: 100, fuelCapacity: null })).end.stops, null);
});

test('strange options and an empty tank never give NaN', () => {
  for (const value of STRANGE) soundness(fuelPlan(even, record({ fuel: 0, lapsRemaining: 3 }), { laps: value, reserve: value }));
  soundness(fuelPlan([lap(3, null)], record({ timeRemaining: 100 })));
});
