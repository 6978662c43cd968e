import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fakeDocument } from './fake-document.mjs';
import { page } from './webapp-modules.mjs';

const { LapsView } = await page('view/laps-view.js');

/** So many laps, newest first, as laps.js tells them. */
function laps(count) {
  const lap = (number) => ({ lap: number, time: 90, complete: true, counted: true, deltaBest: 0, deltaAverage: 0, fuelUsed: 3, treadUsedMost: 1 });
  const list = Array.from({ length: count }, (_, index) => lap(count - index));
  return { version: count, list: () => list };
}

test('a table that does not show all laps says so', () => {
  const document = fakeDocument();
  const view = new LapsView(document);
  const rows = () => document.getElementById('laps-body').children.map(({ dataset }) => dataset.lap);
  const more = document.getElementById('laps-more');

  view.show(laps(100));
  assert.deepEqual([rows().length, more.hidden, more.textContent], [100, true, '']);
  view.show(laps(432));
  assert.deepEqual([rows().length, rows()[0], more.hidden], [100, '432', false]);
  assert.equal(more.textContent, 'The newest 100 of 432 laps.');
  view.show(laps(1));
  assert.deepEqual([rows().length, more.hidden], [1, true]);
});
