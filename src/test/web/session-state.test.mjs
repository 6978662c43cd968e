import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { page } from './webapp-modules.mjs';

const { SessionState } = await page('session-state.js');
const T = 1_700_000_000_000; // local time at which the page joined
const RELAY_AHEAD = 37_000; // the relay's clock is not ours
const status = (state, age_ms = null, viewers = 1) => ({ state, viewers, age_ms });
let session;

beforeEach(() => {
  session = new SessionState();
});

/** Joined a running session: stored telemetry, then a new one 500 ms later. */
function watching() {
  session.opened();
  session.telemetry(T + RELAY_AHEAD - 200, T);
  session.status(status('live', 200), T);
  session.telemetry(T + RELAY_AHEAD + 300, T + 300);
}

test('before and without a socket', () => {
  assert.equal(session.phase(T), 'connecting');
  session.closed('');
  assert.equal(session.phase(T), 'disconnected');
});

test('an open socket is not yet an answer', () => {
  session.opened();
  assert.equal(session.phase(T), 'connecting');
  session.closed('');
  session.opened();
  assert.equal(session.phase(T), 'disconnected');
});

test('the last word on a session is told as it is', () => {
  watching();
  session.status(status('gone', 300), T + 400);
  session.ended('ended');
  assert.equal(session.phase(T + 400), 'gone');
  assert.match(session.problem, /has ended/);
  session.ended('rotated');
  assert.match(session.problem, /new link/);
});

test('an unknown session is waited for', () => {
  session.opened();
  assert.equal(session.error({ code: 'unknown_session', message: 'no such session' }), true);
  assert.equal(session.phase(T), 'unknown');
  session.status(status('waiting'), T);
  assert.equal(session.phase(T), 'waiting');
  assert.equal(session.viewers, 1);
});

test('another refusal is shown and not repeated, a full relay is asked again', () => {
  session.opened();
  assert.equal(session.error({ code: 'unauthorized', message: 'not for <b>you</b>' }), false);
  assert.equal(session.phase(T), 'refused');
  assert.equal(session.problem, 'not for <b>you</b> (unauthorized)');
  assert.equal(session.error({ code: 'server_busy', message: 'later' }), true);
  session.status(status('waiting'), T);
  assert.equal(session.problem, null);
});

test('an error while watching leaves the state alone', () => {
  watching();
  session.error({ code: 'invalid_payload', message: 'what?' });
  assert.equal(session.phase(T + 400), 'live');
  assert.equal(session.problem, 'what? (invalid_payload)');
});

test('live turns stale after five seconds by our own clock, and live again with the next message', () => {
  watching();
  assert.equal(session.phase(T + 5299), 'live');
  assert.equal(session.phase(T + 5300), 'stale');
  session.status(status('stale', 10_100), T + 10_400);
  session.telemetry(T + RELAY_AHEAD + 6000, T + 6000);
  assert.equal(session.phase(T + 6000), 'live');
});

test('stored telemetry is as old as the status says, whichever comes first', () => {
  session.opened();
  session.telemetry(T - 300_000 + RELAY_AHEAD, T);
  session.status(status('stale', 300_000), T);
  assert.equal(session.age(T), 300_000);
  assert.equal(session.phase(T), 'stale');

  session = new SessionState();
  session.opened();
  session.status(status('gone', 300_000), T);
  session.telemetry(T - 300_000 + RELAY_AHEAD, T);
  assert.equal(session.age(T + 1000), 301_000);
  assert.equal(session.phase(T), 'gone');
});

test('what a slow link held back is as old as it is', () => {
  watching();
  session.telemetry(T + RELAY_AHEAD + 1000, T + 9000);
  assert.equal(session.age(T + 9000), 8000);
  assert.equal(session.phase(T + 14_000), 'stale');
});

test('a clock that was set does not make data old for ever', () => {
  watching();
  const later = T + 3_600_000;
  session.telemetry(T + RELAY_AHEAD + 800, later);
  assert.equal(session.age(later), 0);
  session.telemetry(T + RELAY_AHEAD + 1300, T + 1300);
  assert.equal(session.age(T + 1300), 0);
});

test('a clock set by seconds, on either side, makes data old for two minutes at most', () => {
  for (const step of [12_000, -12_000]) {
    session = new SessionState();
    watching();
    let worst = 0;
    for (let after = 500; after <= 150_000; after += 500) {
      const now = T + 300 + after + step;
      session.telemetry(T + RELAY_AHEAD + 300 + after, now);
      if (after > 120_500) worst = Math.max(worst, session.age(now));
    }
    assert.equal(worst, 0, `set by ${step} ms`);
    assert.equal(session.phase(T + 150_300 + step), 'live');
  }
});

test('what is held back after minutes of quick deliveries is as old as it is', () => {
  watching();
  for (let after = 500; after <= 150_000; after += 500) session.telemetry(T + RELAY_AHEAD + 300 + after, T + 300 + after);
  session.telemetry(T + RELAY_AHEAD + 150_800, T + 159_800);
  assert.equal(session.age(T + 159_800), 9000);
});

test('a message overtaken by "gone" does not undo it, the next status does', () => {
  watching();
  session.status(status('gone', 100), T + 500);
  session.telemetry(T + RELAY_AHEAD + 400, T + 510);
  assert.equal(session.phase(T + 510), 'gone');
  session.status(status('live', 0), T + 2000);
  session.telemetry(T + RELAY_AHEAD + 2000, T + 2000);
  assert.equal(session.phase(T + 2000), 'live');
});

test('the age counts on while disconnected, and a new join starts over', () => {
  watching();
  session.closed('slow (4008)');
  assert.equal(session.problem, 'The relay closed the connection: slow (4008)');
  assert.equal(session.viewers, null);
  assert.equal(session.age(T + 10_300), 10_000);
  session.opened();
  session.status(status('waiting'), T + 11_000);
  assert.equal(session.phase(T + 11_000), 'waiting');
  assert.equal(session.problem, null);
});

test('stamps and statuses of the wrong type do no harm', () => {
  session.opened();
  for (const data of [null, 7, [], {}, { state: {}, viewers: 'many' }, { state: 'live', viewers: 'many', age_ms: NaN }]) session.status(data, T);
  for (const at of [undefined, 'now', null, NaN, -5, {}]) session.telemetry(at, T);
  for (const data of [undefined, {}, { code: 5, message: [] }]) session.error(data);
  assert.equal(session.age(T + 100), 100);
  assert.equal(session.phase(T + 100), 'live');
  assert.equal(session.viewers, null);
});

test('a slow connection is told of once, and it holds until the relay takes it back', () => {
  watching();
  assert.equal(session.skipping, false);
  session.status({ ...status('live', 100), skipping: true }, T + 400);
  assert.equal(session.skipping, true);
  session.status(status('live', 100, 2), T + 1400); // to everyone: says nothing about this viewer
  assert.equal(session.skipping, true);
  session.status({ ...status('live', 100), skipping: 'yes' }, T + 1500);
  assert.equal(session.skipping, true);
  session.status({ ...status('live', 100), skipping: false }, T + 12_000);
  assert.equal(session.skipping, false);
});

test('a new connection is not known to be slow', () => {
  watching();
  session.status({ ...status('live', 100), skipping: true }, T + 400);
  session.closed('');
  assert.equal(session.skipping, false);
});

test('silence is suspicious only after "live"', () => {
  assert.equal(session.expectsData(), false);
  watching();
  assert.equal(session.expectsData(), true);
  session.status(status('stale', 6000), T + 6000);
  assert.equal(session.expectsData(), false);
  session.closed('');
  assert.equal(session.expectsData(), false);
});

test('there is something to ask for unless a key is missing or all has been said', () => {
  assert.equal(session.mayAsk(), false);
  session.opened();
  session.error({ code: 'unknown_session' });
  assert.equal(session.mayAsk(), true);
  session.error({ code: 'unauthorized', message: 'a PIN' });
  assert.equal(session.mayAsk(), false);
  for (const state of ['waiting', 'live', 'stale', 'gone']) {
    session.status(status(state), T);
    assert.equal(session.mayAsk(), true, state);
  }
  session.ended('ended');
  assert.equal(session.mayAsk(), false);
  session.closed('');
  session.opened();
  assert.equal(session.mayAsk(), true);
});

test('a status without a known state says nothing', () => {
  watching();
  for (const data of [null, 5, {}, { state: 'dancing', viewers: 9 }]) session.status(data, T + 400);
  assert.equal(session.phase(T + 400), 'live');
  assert.equal(session.viewers, 1);
});
