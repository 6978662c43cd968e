import assert from 'node:assert/strict';
import { test } from 'node:test';
import { page } from './webapp-modules.mjs';

const { Key } = await page('key.js');

function storage() {
  const kept = new Map();
  return {
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => kept.set(name, value),
    removeItem: (name) => kept.delete(name),
    size: () => kept.size,
  };
}

test('an open session needs none', () => {
  const key = new Key('', storage(), 'abc');
  assert.deepEqual(key.members, {});
  assert.equal(key.takesPin, true);
});

test('a link may bring a token', () => {
  const key = new Key('#token=eyJ.x-y_z.s', storage(), 'abc');
  assert.deepEqual(key.members, { token: 'eyJ.x-y_z.s' });
  assert.equal(key.takesPin, false);
  assert.deepEqual(new Key('#lap&token=a.b.c', null, 'abc').members, { token: 'a.b.c' });
  assert.deepEqual(new Key('#token=', null, 'abc').members, {});
  assert.deepEqual(new Key('#top', null, 'abc').members, {});
});

test('a PIN is kept for this session and this tab', () => {
  const tab = storage();
  new Key('', tab, 'abc').usePin('spa 2026');
  assert.deepEqual(new Key('', tab, 'abc').members, { pin: 'spa 2026' });
  assert.deepEqual(new Key('', tab, 'another').members, {});
  assert.deepEqual(new Key('', storage(), 'abc').members, {});
});

test('a wrong PIN is forgotten', () => {
  const tab = storage();
  const key = new Key('', tab, 'abc');
  key.usePin('0000');
  key.forgetPin();
  assert.deepEqual(key.members, {});
  assert.equal(tab.size(), 0);
});

test('without a storage a PIN lasts as long as the page', () => {
  const refuses = () => { throw new Error('denied'); };
  for (const none of [null, { getItem: refuses, setItem: refuses, removeItem: refuses }]) {
    const key = new Key('', none, 'abc');
    key.usePin('spa 2026');
    assert.deepEqual(key.members, { pin: 'spa 2026' });
    key.forgetPin();
    assert.deepEqual(key.members, {});
  }
});
