import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { fakeDocument } from './fake-document.mjs';
import { page } from './webapp-modules.mjs';

const { AlertsView } = await page('view/alerts-view.js');
const alert = (id, severity = 'warning', acknowledged = false) => ({ id, severity, acknowledged, text: `${id} ${severity}`, detail: '' });
let said;
let view;

/** As much of a document as speaking needs. */
beforeEach(() => {
  said = [];
  const element = { addEventListener() {}, set textContent(text) { said.push(text); } };
  view = new AlertsView({ getElementById: () => element }, () => {});
});

test('each alert is said once, however often its reading changes', () => {
  for (let message = 0; message < 5; message++) view.announce([alert('fuel')]);
  assert.deepEqual(said, ['fuel warning']);
});

test('a graver one, and one that comes again, is said again', () => {
  assert.equal(view.announce([alert('fuel')]), 'warning');
  assert.equal(view.announce([alert('fuel', 'critical')]), 'critical');
  assert.equal(view.announce([]), null);
  assert.equal(view.announce([alert('fuel')]), 'warning');
  assert.deepEqual(said, ['fuel warning', 'fuel critical', 'fuel warning']);
});

test('what this device has acknowledged is not said', () => {
  assert.equal(view.announce([alert('tyre-fl', 'warning', true), alert('brake-fr')]), 'warning');
  assert.deepEqual(said, ['brake-fr warning']);
});

test('several at once are one sentence each, and the gravest decides the sound', () => {
  assert.equal(view.announce([alert('puncture-rl', 'critical'), alert('fuel')]), 'critical');
  assert.deepEqual(said, ['puncture-rl critical. fuel warning']);
});

test('who has the focus on a button keeps it, whatever comes, goes or grows graver', () => {
  const document = fakeDocument();
  view = new AlertsView(document, () => {});
  const buttons = () => document.getElementById('alert-list').all(({ localName }) => localName === 'button');
  view.show([alert('fuel'), alert('tyre-fl')]);
  const [, tyre] = buttons();
  tyre.focus();
  view.show([alert('puncture-rl', 'critical'), alert('fuel'), alert('tyre-fl')]);
  assert.equal(document.activeElement, tyre);
  view.show([alert('tyre-fl', 'critical'), alert('fuel')]);
  assert.equal(document.activeElement, tyre);
  assert.deepEqual(buttons().map((button) => button.dataset.alert), ['tyre-fl', 'fuel']);
});

test('a button is named by its alert as it is now', () => {
  const document = fakeDocument();
  view = new AlertsView(document, () => {});
  const label = () => document.getElementById('alert-list').all(({ localName }) => localName === 'button')[0].getAttribute('aria-label');
  view.show([alert('tyre-fl')]);
  assert.equal(label(), 'Acknowledge: tyre-fl warning');
  view.show([alert('tyre-fl', 'critical')]);
  assert.equal(label(), 'Acknowledge: tyre-fl critical');
});
