/** Clients of every kind as monitor and as viewer, mixed in one session. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { join, MONITORS, newSession, VIEWERS } from './harness/kinds.mjs';
import { relayUrl } from './harness/relay.mjs';

const NOBODY = '00000000-0000-4000-8000-000000000000';
const SETUP = { name: 'Grüße 🏁 "\\ ', wings: [1, null, { deep: [[]] }], empty: {} };
const lap = (number) => ({ lap: number, fuel: 60 - number / 8, note: `Runde ${number} – 東京` });
const byLap = (a, b) => a.lap - b.lap;

const url = relayUrl();
const open = (kinds) => Promise.all(kinds.map((kind) => kind.open(url)));
let viewers;

before(async () => { viewers = await open(VIEWERS); });
after(() => viewers?.forEach((viewer) => viewer.close()));

for (const [turn, kind] of MONITORS.entries()) {
  test(`${kind.kind} publishes to viewers of every kind, early and late`, async (t) => {
    const monitor = await kind.open(url);
    t.after(() => monitor.close());
    const session = (await newSession(monitor)).session_id;
    const early = viewers.filter((_, i) => i % 2 === turn % 2); // by turns, so that every kind is both
    const late = viewers.filter((viewer) => !early.includes(viewer));
    const laps = (viewer) => viewer.all('telemetry_update', session).map((m) => m.data.telemetry).sort(byLap);

    await Promise.all(early.map((viewer) => join(viewer, session)));
    monitor.emit('setup_data', { session_id: session, timestamp: '2026-01-31T12:00:00Z', setup: SETUP });
    const sent = Array.from({ length: 20 }, (_, i) => lap(i + 1));
    for (const telemetry of sent) monitor.emit('telemetry_update', { session_id: session, telemetry });
    await Promise.all(early.map((viewer) => viewer.until(() => laps(viewer).length === sent.length, 'all the telemetry')));
    await Promise.all(late.map((viewer) => join(viewer, session)));
    await Promise.all(late.map((viewer) => viewer.until(() => laps(viewer).length === 1, 'the newest telemetry')));
    await Promise.all(viewers.map((viewer) => viewer.hears('session_status', (s) => s.session_id === session && s.state === 'live')));

    for (const viewer of viewers) {
      const expected = early.includes(viewer) ? sent : sent.slice(-1);
      assert.deepEqual(laps(viewer), expected, viewer.kind);
      if (viewer.kind !== 'python-socketio') { // whose handlers overtake one another
        assert.deepEqual(viewer.all('telemetry_update', session).map((m) => m.data.telemetry), expected, viewer.kind);
      }
      const setups = viewer.all('setup_update', session).map((m) => m.data);
      assert.deepEqual(setups, [{ session_id: session, timestamp: '2026-01-31T12:00:00Z', setup: SETUP }], viewer.kind);
    }
  });
}

test('nobody sees a session that he has not joined, or has left', async (t) => {
  const [ours, theirs] = await open([MONITORS[0], MONITORS[1]]);
  t.after(() => [ours, theirs].forEach((monitor) => monitor.close()));
  const [mine, other] = [(await newSession(ours)).session_id, (await newSession(theirs)).session_id];
  await Promise.all(viewers.flatMap((viewer) => [join(viewer, mine), join(viewer, other)]));
  await Promise.all(viewers.map((viewer) => viewer.request('leave_session', { session_id: other })));
  assert.deepEqual(await theirs.request('telemetry_update', { session_id: other, telemetry: lap(1) }), { ok: true });
  ours.emit('telemetry_update', { session_id: mine, telemetry: lap(2) });
  for (const viewer of viewers) {
    await viewer.hears('telemetry_update', (data) => data.session_id === mine);
    assert.deepEqual(viewer.all('telemetry_update', other), [], viewer.kind);
  }
});

test('a mistake costs an answer and nothing else, whatever the client', async () => {
  for (const viewer of viewers) {
    const refused = await viewer.request('join_session', { session_id: NOBODY });
    assert.equal(refused.ok, false, viewer.kind);
    assert.equal(refused.error.code, 'unknown_session', viewer.kind);
    const told = await viewer.hears('relay_error', (error) => error.code === 'unknown_session');
    assert.deepEqual(told.data, { ...refused.error, event: 'join_session' }, viewer.kind);
    const invalid = await viewer.request('join_session', { session_id: 5 });
    assert.equal(invalid.error.code, 'invalid_payload', viewer.kind);
    const unknown = await viewer.request('fly', {});
    assert.equal(unknown.error.code, 'unknown_event', viewer.kind);
  }
});
