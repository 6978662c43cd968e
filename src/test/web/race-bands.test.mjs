import assert from 'node:assert/strict';
import { test } from 'node:test';
import { STRANGE } from './drive.mjs';
import { page } from './webapp-modules.mjs';

const { bandOf, checkedThresholds, DEFAULT_THRESHOLDS, THRESHOLD_FIELDS } = await page('race/bands.js');
const level = (quantity, value) => bandOf(quantity, value).level;

test('cold, in the window and hot, its edges included', () => {
  assert.deepEqual([74.9, 75, 105, 105.1].map((value) => level('tyre', value)), ['cold', 'ok', 'ok', 'hot']);
  assert.deepEqual([149, 400, 701].map((value) => bandOf('brake', value).word), ['cold', 'in window', 'hot']);
  assert.deepEqual([120, 170, 200].map((value) => bandOf('pressure', value).word), ['low', 'in window', 'high']);
});

test('of tread and fuel too little is bad and too much is not', () => {
  assert.deepEqual([12, 30, 100].map((value) => level('tread', value)), ['hot', 'ok', 'ok']);
  assert.equal(bandOf('tread', 12).word, 'worn');
  assert.equal(bandOf('fuel', 1.9).word, 'low');
});

test('no band is told by its colour alone', () => {
  const bands = [bandOf('tyre', 20), bandOf('tyre', 90), bandOf('tyre', 130), bandOf('tyre', null)];
  for (const of of [({ mark }) => mark, ({ word }) => word]) assert.equal(new Set(bands.map(of)).size, 4);
});

test('what is no number has no band', () => {
  for (const value of STRANGE.filter((one) => typeof one !== 'number' || !Number.isFinite(one))) assert.equal(level('tyre', value), 'none');
});

test('thresholds that were edited hold, the others keep their default', () => {
  const { thresholds, problems } = checkedThresholds({ tyre: { low: 60 }, fuel: { low: 3.5 } });
  assert.deepEqual(problems, []);
  assert.deepEqual(thresholds.tyre, { low: 60, high: DEFAULT_THRESHOLDS.tyre.high });
  assert.equal(thresholds.fuel.low, 3.5);
  assert.equal(bandOf('tyre', 65, thresholds).level, 'ok');
});

test('thresholds that make no sense fall back and are named', () => {
  assert.deepEqual(checkedThresholds({ brake: { low: 800, high: 300 } }).thresholds.brake, { ...DEFAULT_THRESHOLDS.brake });
  assert.equal(checkedThresholds({ brake: { low: 800, high: 300 } }).problems[0].name, 'brake.high');
  assert.equal(checkedThresholds({ tread: { low: 500 } }).problems[0].name, 'tread.low');
});

test('whatever storage holds, the thresholds are whole', () => {
  for (const value of STRANGE) {
    const broken = Object.fromEntries(THRESHOLD_FIELDS.map(({ quantity, bound }) => [quantity, { [bound]: value }]));
    for (const candidate of [value, { tyre: value }, broken]) {
      const { thresholds } = checkedThresholds(candidate);
      for (const { quantity, bound, min, max } of THRESHOLD_FIELDS) {
        const threshold = thresholds[quantity][bound];
        assert.ok(threshold >= min && threshold <= max, `${quantity}.${bound} is ${threshold}`);
      }
    }
  }
});

test('each threshold has a place in the form and a default within its bounds', () => {
  const names = Object.entries(DEFAULT_THRESHOLDS).flatMap(([quantity, bounds]) => Object.keys(bounds).map((bound) => `${quantity}.${bound}`));
  assert.deepEqual(THRESHOLD_FIELDS.map(({ name }) => name).sort(), names.sort());
  for (const { quantity, bound, min, max } of THRESHOLD_FIELDS) {
    assert.ok(DEFAULT_THRESHOLDS[quantity][bound] >= min && DEFAULT_THRESHOLDS[quantity][bound] <= max);
  }
});
