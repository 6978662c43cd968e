/** permessage-deflate as the ws package has it, unmodified: whoever offers it sees what all others see. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import WebSocket from 'ws';
import { JavaScriptClient, PlainClient } from './harness/client.mjs';
import { join, newSession } from './harness/kinds.mjs';
import { relayUrl } from './harness/relay.mjs';
import { io } from 'socket.io-client';

const PAD = 'größe 🏁 '.repeat(200);
const open = (role, options) => PlainClient.open(relayUrl(), role, options);

test('compressed both ways, and the same to the letter', async (t) => {
  const monitor = await open('monitor', { perMessageDeflate: { threshold: 0 } });
  const viewers = await Promise.all([
    open('dashboard', { perMessageDeflate: true }),
    open('dashboard', { perMessageDeflate: { clientMaxWindowBits: 9 } }),
    open('dashboard', { perMessageDeflate: { serverMaxWindowBits: 15, serverNoContextTakeover: true } }),
    open('dashboard', { perMessageDeflate: { serverMaxWindowBits: 10 } }),
    open('dashboard', { perMessageDeflate: false }),
  ]);
  const socketIo = await JavaScriptClient.open(relayUrl(), io, 'Socket.IO', { transports: ['websocket'], perMessageDeflate: {} });
  t.after(() => [monitor, ...viewers, socketIo].forEach((client) => client.close()));
  const extensions = [monitor, ...viewers].map((client) => client.socket.extensions !== '');
  assert.deepEqual(extensions, [true, true, true, true, false, false]);

  const { session_id: session } = await newSession(monitor);
  await Promise.all([...viewers, socketIo].map((viewer) => join(viewer, session)));
  const telemetry = Array.from({ length: 50 }, (_, n) => (n % 2 ? { n } : { n, pad: PAD, large: 'x'.repeat(40_000) }));
  for (const each of telemetry) {
    monitor.emit('telemetry_update', { session_id: session, telemetry: each });
    await viewers[0].hears('telemetry_update', (data) => data.telemetry.n === each.n);
  }
  for (const viewer of [...viewers, socketIo]) {
    await viewer.until(() => viewer.all('telemetry_update').length === telemetry.length, 'all telemetry');
    assert.deepEqual(viewer.all('telemetry_update').map((m) => m.data.telemetry), telemetry);
  }
  const [one, ...others] = viewers.map((viewer) => viewer.all('telemetry_update').map((m) => m.text));
  for (const other of others) assert.deepEqual(other, one);
});

test('large texts are fewer bytes on the wire for who offers it', async (t) => {
  const monitor = await open('monitor', {});
  const compressed = await open('dashboard', { perMessageDeflate: true });
  const plain = await open('dashboard', { perMessageDeflate: false });
  t.after(() => [monitor, compressed, plain].forEach((client) => client.close()));
  const { session_id: session } = await newSession(monitor);
  await Promise.all([compressed, plain].map((viewer) => join(viewer, session)));
  const before = [compressed, plain].map((viewer) => viewer.socket._socket.bytesRead);
  monitor.emit('setup_data', { session_id: session, setup: { pad: PAD } });
  await Promise.all([compressed, plain].map((viewer) => viewer.hears('setup_update')));
  const [small, large] = [compressed, plain].map((viewer, i) => viewer.socket._socket.bytesRead - before[i]);
  assert.ok(small * 4 < large, `${small} bytes, uncompressed ${large}`);
});

test('a close by either side is clean', async (t) => {
  const viewer = await open('dashboard', { perMessageDeflate: true });
  t.after(() => viewer.close());
  viewer.socket.close(4321, 'enough');
  const { data } = await viewer.hears('closed');
  assert.equal(data.code, 4321);
  assert.equal(viewer.socket.readyState, WebSocket.CLOSED);
});
