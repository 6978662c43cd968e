import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { page } from './webapp-modules.mjs';

const { StatusView } = await page('view/status-view.js');
let elements;
let view;

/** As much of a document as the view needs: counts how often an element's text is set. */
beforeEach(() => {
  elements = {};
  const element = () => {
    let text = '';
    return { hidden: true, writes: 0, get textContent() { return text; }, set textContent(now) { text = now; this.writes++; } };
  };
  view = new StatusView({ body: { dataset: {} }, getElementById: (id) => (elements[id] ??= element()) });
});

test('a slow connection is named calmly, once, and beside the state', () => {
  view.show('live', null);
  view.showSkipping(false);
  assert.equal(elements.skipping.hidden, true);
  for (let i = 0; i < 5; i++) view.showSkipping(true);
  assert.equal(elements.skipping.textContent, 'Slow connection: skipping to the newest data.');
  assert.equal(elements.skipping.hidden, false);
  assert.equal(elements.skipping.writes, 1, 'a live region is not touched without need');
  assert.equal(elements.label.textContent, 'Live');
  assert.equal(elements.problem.hidden, true);
  view.showSkipping(false);
  assert.equal(elements.skipping.textContent, '');
  assert.equal(elements.skipping.hidden, true);
});
