import assert from 'node:assert/strict';
import { test } from 'node:test';
import { page } from './webapp-modules.mjs';

const { parseFrame } = await page('frames.js');

test('a frame is an object with an event', () => {
  assert.deepEqual(parseFrame('{"event":"session_status","data":{"viewers":2}}'), { event: 'session_status', data: { viewers: 2 } });
});

test('anything else is nothing, without a word', () => {
  for (const text of ['', 'hello', '[]', 'null', '42', '"x"', '{}', '{"event":7}', '{"event":"a"', new Uint8Array(2), undefined]) {
    assert.equal(parseFrame(text), null);
  }
});

test('long integers survive, as BigInt where the engine tells the source text', () => {
  const { data } = parseFrame('{"event":"e","data":{"id":1234567890123456789,"x":0.05038799490357982,"s":"1234567890123456789"}}');
  assert.ok(data.id === 1234567890123456789n || data.id === 1234567890123456800);
  assert.equal(data.x, 0.05038799490357982);
  assert.equal(data.s, '1234567890123456789');
});

test('nesting too deep for recursion is still read', () => {
  const depth = 100_000;
  const frame = parseFrame(`{"event":"e","data":${'['.repeat(depth)}12345678901234567890${']'.repeat(depth)}}`);
  assert.equal(frame?.event, 'e');
});
