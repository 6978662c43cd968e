import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { fakeDocument } from './fake-document.mjs';
import { page } from './webapp-modules.mjs';

const { Key } = await page('key.js');
const { PinView } = await page('view/pin-view.js');
const PROBLEM = 'this session asks for a PIN';
let document;
let key;
let used;
let view;
const get = (id) => document.getElementById(id);

/** A page that was opened by a link that ends so. */
function open(fragment) {
  document = fakeDocument();
  get('pin-open').hidden = true;
  key = new Key(fragment, null, 'abc');
  used = [];
  view = new PinView(document, key, () => used.push(key.members));
}

beforeEach(() => open(''));

function type(pin) {
  get('pin-value').value = pin;
  get('pin-form').dispatchEvent(new Event('submit'));
}

test('asks in the relay\'s words, whatever they are', () => {
  for (const problem of [PROBLEM, 'this relay asks for a signed token', 'nein']) {
    open('');
    view.refused(problem);
    assert.equal(get('pin').open, true, problem);
    assert.equal(get('pin-problem').textContent, problem);
    assert.equal(document.activeElement, get('pin-value'));
  }
});

test('a dialog that was closed without a PIN comes back by the button in the bar', () => {
  assert.equal(get('pin-open').hidden, true);
  view.refused(PROBLEM);
  get('pin').close(); // Escape, or a phone's way back
  assert.equal(get('pin-open').hidden, false);
  get('pin-open').click();
  assert.equal(get('pin').open, true);
  assert.equal(document.activeElement, get('pin-value'));
});

test('a PIN is used at once and not kept in the field; a wrong one is forgotten and asked for again', () => {
  view.refused(PROBLEM);
  type('spa 2026');
  assert.deepEqual(used, [{ pin: 'spa 2026' }]);
  assert.equal(get('pin-value').value, '');
  get('pin').close(); // as its form does
  view.refused('that is not this session\'s PIN');
  assert.deepEqual(key.members, {});
  assert.equal(get('pin').open, true);
});

test('once let in nothing asks any more', () => {
  view.refused(PROBLEM);
  view.close();
  assert.equal(get('pin').open, false);
  assert.equal(get('pin-open').hidden, true);
});

test('a link with a token stands or falls with that', () => {
  open('#token=a.b.c');
  view.refused('the token has expired');
  assert.equal(get('pin').open, false);
  assert.equal(get('pin-open').hidden, true);
});
