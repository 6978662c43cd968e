/** What really goes to and fro fits the AsyncAPI document: whatever it names is seen here, and nothing else is. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { io } from 'socket.io-client';
import { JavaScriptClient, PlainClient } from './harness/client.mjs';
import { checkOf, document, messages } from './harness/document.mjs';
import { join, newSession } from './harness/kinds.mjs';
import { relayUrl } from './harness/relay.mjs';

const NOBODY = '00000000-0000-4000-8000-000000000000';
const url = relayUrl();
const ErrorCode = document.components.schemas.ErrorCode.enum;
const notHere = ['server_busy']; // a relay with its defaults has no occasion for it

const WIRES = [
  {
    name: 'plain WebSocket', channels: ['monitor', 'dashboard'],
    open: (role) => PlainClient.open(url, role), heard: (m) => m.frame, said: (m) => m,
  },
  {
    name: 'Socket.IO', channels: ['socketio', 'socketio'],
    open: () => JavaScriptClient.open(url, io, 'socket.io-client'), heard: (m) => m.data, said: (m) => m.data,
  },
];

for (const wire of WIRES) {
  describe(wire.name, () => {
    const seen = new Set();
    let monitor, dashboard, session;

    /** Each message has its description in the document, and fits it. */
    function fit(channel, action, recorded, payloadOf) {
      for (const one of recorded) {
        const message = messages(channel, action).find((candidate) => candidate.name === one.event);
        assert.ok(message, `${channel} knows no ${one.event}`);
        assert.equal(checkOf(message)(payloadOf(one)), null, JSON.stringify(payloadOf(one)).slice(0, 300));
        assert.ok(one.size === undefined || one.size === 1, `${one.event} has one argument`);
        seen.add(message);
      }
    }

    before(async () => {
      [monitor, dashboard] = await Promise.all([wire.open('monitor'), wire.open('dashboard')]);
    });
    after(() => {
      monitor?.close();
      dashboard?.close();
    });

    test('a session from its first word to its last', async () => {
      const tell = (event, data) => monitor.request(event, { session_id: session, ...data });
      assert.deepEqual(await monitor.request('request_session_id', {}), { ok: true });
      session = (await monitor.hears('session_id_assigned')).data.session_id;
      await join(monitor, session);
      await join(dashboard, session);
      const state = (name) => dashboard.hears('session_status', (status) => status.state === name);
      await state('waiting');
      assert.deepEqual(await tell('setup_data', { timestamp: '2026-01-31T12:00:00Z', setup: { wing: 3 } }), { ok: true });
      assert.deepEqual(await tell('setup_data', { setup: {} }), { ok: true });
      assert.deepEqual(await tell('telemetry_update', { telemetry: { lap: 1 } }), { ok: true });
      await state('live');
      await state('stale');
      assert.deepEqual(await dashboard.request('leave_session', { session_id: session }), { ok: true });
      assert.deepEqual(await monitor.request('leave_session', { session_id: session }), { ok: true });
      await join(dashboard, session);
      monitor.close();
      await state('gone');

      fit(wire.channels[0], 'receive', monitor.sent, wire.said);
      fit(wire.channels[0], 'send', monitor.received.filter((m) => m.event !== 'closed'), wire.heard);
      fit(wire.channels[1], 'receive', dashboard.sent, wire.said);
      fit(wire.channels[1], 'send', dashboard.received, wire.heard);
      const states = dashboard.all('session_status').map((m) => m.data.state);
      assert.deepEqual(new Set(states), new Set(document.components.schemas.SessionState.enum));
      assert.equal(dashboard.all('setup_update').find((m) => Object.keys(m.data.setup).length === 0).data.timestamp, null);
    });

    test('a new link, and the end', async (t) => {
      const [owner, viewer] = await Promise.all([wire.open('monitor'), wire.open('dashboard')]);
      t.after(() => [owner, viewer].forEach((client) => client.close()));
      const first = await newSession(owner);
      await join(owner, first.session_id);
      await join(viewer, first.session_id);
      assert.deepEqual(await owner.request('rotate_session', { session_id: first.session_id, pin: 'spa 2026' }), { ok: true });
      const last = owner.all('session_id_assigned').at(-1).data;
      assert.notEqual(last.session_id, first.session_id);
      assert.equal((await viewer.hears('session_ended')).data.reason, 'rotated');
      const joined = await viewer.request('join_session', { session_id: last.session_id, pin: 'spa 2026' });
      assert.deepEqual(joined, { ok: true });
      assert.deepEqual(await owner.request('end_session', { session_id: last.session_id }), { ok: true });
      await viewer.hears('session_ended', (data) => data.reason === 'ended');
      await owner.hears('session_ended', (data) => data.reason === 'ended');

      fit(wire.channels[0], 'receive', owner.sent, wire.said);
      fit(wire.channels[0], 'send', owner.received, wire.heard);
      fit(wire.channels[1], 'receive', viewer.sent, wire.said);
      fit(wire.channels[1], 'send', viewer.received, wire.heard);
    });

    test('refusals', async (t) => {
      const [owner, stranger] = await Promise.all([wire.open('monitor'), wire.open('dashboard')]);
      t.after(() => [owner, stranger].forEach((client) => client.close()));
      const { session_id } = await newSession(owner);
      const limit = parseInt(document['x-limits']['pitwall.max-telemetry-bytes']) * 1024;
      const filled = (bytes) => ({ x: 'x'.repeat(bytes - '{"x":""}'.length) });
      assert.deepEqual(await owner.request('telemetry_update', { session_id, telemetry: filled(limit) }), { ok: true });

      const refusals = [
        [owner, 'telemetry_update', { session_id, telemetry: filled(limit + 1) }, 'too_large'],
        [owner, 'telemetry_update', { session_id: NOBODY, telemetry: {} }, 'unknown_session'],
        [stranger, 'telemetry_update', { session_id, telemetry: {} }, 'not_owner'],
        [owner, 'pit_stop', {}, 'unknown_event'],
        [owner, 'telemetry_update', { session_id, telemetry: 5 }, 'invalid_payload'],
        [owner, 'telemetry_update', { session_id }, 'invalid_payload'],
        [owner, 'telemetry_update', { telemetry: {} }, 'invalid_payload'],
        [owner, 'setup_data', { session_id, setup: [] }, 'invalid_payload'],
        [stranger, 'join_session', {}, 'invalid_payload'],
        [stranger, 'join_session', [], 'invalid_payload'],
        [owner, 'request_session_id', 5, 'invalid_payload'],
        [owner, 'request_session_id', { pin: '123' }, 'invalid_payload'],
        [owner, 'rotate_session', { session_id, pin: 1234 }, 'invalid_payload'],
        [owner, 'end_session', {}, 'invalid_payload'],
        [stranger, 'end_session', { session_id }, 'not_owner'],
        [stranger, 'join_session', { session_id, pin: 'größe' }, 'invalid_payload'],
        [stranger, 'join_session', { session_id, token: '' }, 'invalid_payload'],
        [stranger, 'join_session', { session_id, token: 'a.b.c' }, 'unauthorized'],
      ];
      for (const [client, event, data, code] of refusals) {
        const answer = await client.request(event, data);
        assert.equal(answer.error?.code, code, `${event} ${JSON.stringify(data).slice(0, 100)}`);
        const message = messages(wire.channels[0], 'receive').find((candidate) => candidate.name === event);
        assert.equal(message === undefined, code === 'unknown_event');
        if (message) {
          const wrong = checkOf(message)(wire.said({ event, data }));
          assert.equal(wrong !== null, code === 'invalid_payload', `the relay says ${code}, the schema: ${wrong}`);
        }
      }
      const mostSessions = document['x-limits']['pitwall.max-sessions-per-monitor'];
      for (let more = 1; more < mostSessions; more++) assert.deepEqual(await owner.request('request_session_id', {}), { ok: true });
      assert.equal((await owner.request('request_session_id', {})).error?.code, 'rate_limited');
      const keeper = await wire.open('monitor');
      t.after(() => keeper.close());
      assert.deepEqual(await keeper.request('request_session_id', { pin: 'spa 2026' }), { ok: true });
      const locked = (await keeper.hears('session_id_assigned')).data.session_id;
      assert.equal((await stranger.request('join_session', { session_id: locked })).error?.code, 'unauthorized');

      for (const client of [owner, stranger]) fit(wire.channels[client === owner ? 0 : 1], 'send', client.received, wire.heard);
      const codes = [...owner.all('relay_error'), ...stranger.all('relay_error')].map((m) => m.data.code);
      assert.deepEqual(new Set([...codes, ...notHere]), new Set(ErrorCode));
    });

    test('whatever the document names has been seen', () => {
      const named = wire.channels.flatMap((channel) => [...messages(channel, 'receive'), ...messages(channel, 'send')]);
      assert.deepEqual(named.filter((message) => !seen.has(message)), []);
    });
  });
}

test('the handshake has the limits of the document', async () => {
  const packet = await (await fetch(`${url}/socket.io/?EIO=4&transport=polling`)).text();
  const open = JSON.parse(packet.slice(1));
  const limits = document['x-limits'];
  assert.equal(`${open.pingInterval / 1000}s`, limits['pitwall.socketio-ping-interval']);
  assert.equal(`${open.pingTimeout / 1000}s`, limits['pitwall.socketio-ping-timeout']);
  assert.ok(open.maxPayload > 1024 * 1024, 'the largest setup fits');
});
