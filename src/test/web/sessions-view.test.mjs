import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { fakeDocument } from './fake-document.mjs';
import { page } from './webapp-modules.mjs';

const { SessionsView } = await page('view/sessions-view.js');
const session = (number, rate = '2.0/s') => ({ number, id: `2f1c${number}…`, state: 'live', viewers: '3 watching', rate, age: '0.1 s old' });
let document;
let ended;
let host;
let view;
const buttons = () => host.all(({ localName }) => localName === 'button');

beforeEach(() => {
  document = fakeDocument();
  host = document.getElementById('sessions');
  ended = [];
  view = new SessionsView(host, ({ number }) => ended.push(number));
});

test('what is told anew is written into the rows that are there', () => {
  view.show([session(2), session(1)]);
  const before = host.children;
  view.show([session(2, '4.0/s'), { ...session(1), state: 'gone' }]);
  assert.deepEqual(host.children, before);
  assert.equal(host.textContent, '2f1c2…live3 watching4.0/s0.1 s oldEnd2f1c1…gone3 watching2.0/s0.1 s oldEnd');
  assert.equal(host.children[1].dataset.phase, 'gone');
});

test('sessions come and go, and a button keeps its focus and its session', () => {
  view.show([session(3), session(2), session(1)]);
  const [, second] = buttons();
  second.focus();
  view.show([session(4), session(2), session(1)]);
  assert.equal(buttons()[1], second);
  assert.equal(document.activeElement, second);
  second.click();
  assert.deepEqual(ended, [2]);
  assert.deepEqual(buttons().map((button) => button.getAttribute('aria-label')), [4, 2, 1].map((number) => `End session 2f1c${number}…`));
  view.show([]);
  assert.equal(host.children.length, 0);
});

test('a session that goes on under another id is named by that one', () => {
  const asked = [];
  view = new SessionsView(host, ({ id }) => asked.push(id));
  view.show([session(1)]);
  view.show([{ ...session(1), id: '9a3e0000…' }]);
  const [button] = buttons();
  assert.equal(button.getAttribute('aria-label'), 'End session 9a3e0000…');
  button.click();
  assert.deepEqual(asked, ['9a3e0000…']);
});
