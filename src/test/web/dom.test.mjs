import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { fakeDocument } from './fake-document.mjs';
import { page } from './webapp-modules.mjs';

const { arrange, node, writeBand } = await page('view/dom.js');
const OK = { level: 'ok', word: 'in window', mark: '●' };
const HOT = { level: 'hot', word: 'hot', mark: '▲' };
const NONE = { level: 'none', word: 'no reading', mark: '–' };
let document;
let place;

beforeEach(() => {
  document = fakeDocument();
  place = node('span');
});

/** What a screen reader says of it, and what is on the screen. */
const read = () => place.children.filter((part) => part.getAttribute('aria-hidden') !== 'true').map((part) => part.textContent).join('').trim();
const seen = () => place.children.filter(({ className }) => className !== 'unseen').map((part) => part.textContent).join('').trim();

test('a band that is as it should be is a mark on the screen and a word to a screen reader', () => {
  writeBand(place, OK, { brief: true });
  assert.deepEqual([seen(), read(), place.dataset.level], ['●', 'in window', 'ok']);
  writeBand(place, HOT, { brief: true });
  assert.deepEqual([seen(), read(), place.dataset.level], ['▲ hot', 'hot', 'hot']);
  writeBand(place, NONE, { brief: true });
  assert.deepEqual([place.textContent, place.dataset.level], ['', 'none']);
  writeBand(place, OK);
  assert.deepEqual([seen(), read()], ['● in window', 'in window']);
});

test('a band that stays is left alone', () => {
  writeBand(place, OK, { brief: true });
  const [sign] = place.children;
  writeBand(place, { ...OK }, { brief: true });
  assert.equal(place.children[0], sign);
});

test('children are brought into their order, and those that stay are not touched', () => {
  const host = node('ul');
  document.getElementById('main').append(host);
  const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name) => node('li', '', name));
  const touched = [];
  host.insertBefore = (added, next) => {
    touched.push(added.textContent);
    Object.getPrototypeOf(host).insertBefore.call(host, added, next);
  };
  arrange(host, [b, c]);
  assert.equal(host.textContent, 'bc');
  touched.length = 0;
  arrange(host, [a, b, d]);
  assert.equal(host.textContent, 'abd');
  assert.deepEqual(touched, ['a', 'd']);
  arrange(host, [a, b, d]);
  assert.deepEqual(touched, ['a', 'd']);
  arrange(host, []);
  assert.equal(host.textContent, '');
});
