import assert from 'node:assert/strict';
import { test } from 'node:test';
import { page } from './webapp-modules.mjs';

const { Acknowledgements, Preferences } = await page('preferences.js');

/** As much of localStorage as is used. */
class Shelf {
  kept = new Map();
  getItem(key) { return this.kept.get(key) ?? null; }
  setItem(key, text) { this.kept.set(key, text); }
}
const throwing = { getItem() { throw new Error('no'); }, setItem() { throw new Error('full'); } };

test('a choice is remembered on the device', () => {
  const shelf = new Shelf();
  new Preferences(shelf).change({ theme: 'light', pressure: 'PSI', reserve: 2.5, sound: true, minutes: 10 });
  const { theme, pressure, reserve, sound, minutes, laps } = new Preferences(shelf).values;
  assert.deepEqual([theme, pressure, reserve, sound, minutes, laps], ['light', 'PSI', 2.5, true, 10, 5]);
});

test('thresholds are remembered, and one that makes no sense costs only its own place', () => {
  const shelf = new Shelf();
  new Preferences(shelf).change({ thresholds: { tyre: { low: 60, high: 90 }, fuel: { low: 'much' } } });
  const { thresholds } = new Preferences(shelf).values;
  assert.deepEqual(thresholds.tyre, { low: 60, high: 90 });
  assert.equal(typeof thresholds.fuel.low, 'number');
});

test('whatever lies in the storage, the values are usable', () => {
  const usual = new Preferences(null).values;
  for (const text of ['', '[]', '{', 'null', '7', '{"theme":"pink","minutes":1e9,"reserve":-1,"laps":null,"sound":"yes","thresholds":7,"pressure":{}}']) {
    const shelf = new Shelf();
    shelf.setItem('pitwall.preferences', text);
    assert.deepEqual(new Preferences(shelf).values, usual, text);
  }
});

test('without a storage, or with one that throws, a choice lasts as long as the page', () => {
  for (const storage of [null, throwing]) {
    const preferences = new Preferences(storage);
    preferences.change({ theme: 'light' });
    assert.equal(preferences.values.theme, 'light');
  }
});

test('changes are told, and the defaults come back', () => {
  const preferences = new Preferences(new Shelf());
  const told = [];
  preferences.onChange(({ theme }) => told.push(theme));
  preferences.change({ theme: 'light' });
  preferences.reset();
  assert.deepEqual(told, ['light', 'dark']);
});

test('acknowledgements belong to one session', () => {
  const shelf = new Shelf();
  new Acknowledgements(shelf, 'one').write(['fuel critical']);
  assert.deepEqual(new Acknowledgements(shelf, 'one').read(), ['fuel critical']);
  assert.deepEqual(new Acknowledgements(shelf, 'two').read(), []);
  assert.deepEqual(new Acknowledgements(throwing, 'one').read(), []);
});
