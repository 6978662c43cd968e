import assert from 'node:assert/strict';
import { test } from 'node:test';
import { page } from './webapp-modules.mjs';

const { errors, figures, rate, sessions } = await page('admin-figures.js');
const STRANGE = [undefined, null, 7, 'x', [], {}, { sessions: 'x', connections: 3, in: null }, { sessions: [null, 3] }];

test('a rate needs two counts and the time between them', () => {
  assert.equal(rate(30, 10, 2), '10.0/s');
  assert.equal(rate(5000, 0, 2), '2,500/s');
  for (const [now, before, seconds] of [[3, undefined, 2], [3, 1, 0], [1, 3, 2]]) assert.equal(rate(now, before, seconds), '–');
});

test('the relay in figures: what is there, how fast, how much', () => {
  const told = (n) => ({ connections: { internal: 0, socketio_polling: 1200 }, in: { join_session: n, telemetry_update: n }, deliveries: 4 * n, waiting: 2048, heap_percent: 41 });
  const rows = Object.fromEntries(figures(told(20), told(10), 2));
  assert.equal(rows['On socketio polling'], '1,200');
  assert.ok(!('On internal' in rows), 'a transport without connections is no news');
  assert.equal(rows['Messages in'], '10.0/s');
  assert.equal(rows.Deliveries, '20.0/s');
  assert.equal(rows.Waiting, '2 KB');
  assert.equal(rows['Heap, live'], '41 %');
});

test('errors are those that happened', () => {
  assert.deepEqual(errors({ rejected: { not_owner: 2, too_large: 0 }, closed: { slow: 1 }, refused: 0, failures: 3 }),
    [['Rejected: not owner', '2'], ['Closed: slow', '1'], ['Failures', '3']]);
});

test('a session with its rate, its viewers and its age', () => {
  const one = { number: 7, id: '2f1c0a9b…', state: 'live', viewers: 3, slow: 1, updates: 30, age_ms: 140 };
  const [line] = sessions({ sessions: [one] }, { sessions: [{ ...one, updates: 26 }] }, 2);
  assert.deepEqual(line, { number: 7, id: '2f1c0a9b…', state: 'live', viewers: '3 watching, 1 slow', rate: '2.0/s', age: '0.1 s old' });
  const [fresh] = sessions({ sessions: [{ ...one, slow: 0, age_ms: null }] }, null, 0);
  assert.equal(fresh.viewers, '3 watching');
  assert.equal(fresh.rate, '–');
  assert.equal(fresh.age, 'no telemetry yet');
});

test('whatever a relay answers, nothing throws', () => {
  for (const strange of STRANGE) {
    for (const before of STRANGE) {
      assert.ok(Array.isArray(figures(strange, before, 1)));
      assert.ok(Array.isArray(errors(strange)));
      assert.ok(Array.isArray(sessions(strange, before, 1)));
    }
  }
});
