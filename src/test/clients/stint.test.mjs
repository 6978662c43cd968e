/** A recorded stint from python-socketio to JavaScript clients and plain WebSocket dashboards: complete, in order, equal. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { CLIENTS, join, newSession, VIEWERS } from './harness/kinds.mjs';
import { PYTHON, PythonClient } from './harness/python-client.mjs';
import { publish } from './harness/publish.mjs';
import { relayUrl } from './harness/relay.mjs';
import { NO_SAMPLES, sample, stint } from './harness/samples.mjs';

const COMPACT = 'import json,sys\nfor line in sys.stdin: print(json.dumps(json.loads(line), separators=(",", ":")))';
/** JSON texts as Python's json module writes them once it has read them, which is what its client sends. */
const asPythonWrites = (texts) =>
  execFileSync(PYTHON, ['-c', COMPACT], { input: texts.join('\n'), encoding: 'utf8', maxBuffer: 1 << 26 }).trimEnd().split('\n');

test('the stint reaches five of each', { skip: NO_SAMPLES }, async (t) => {
  const url = relayUrl();
  const [newest, older, oldest] = CLIENTS;
  const [plain] = VIEWERS;
  const open = (...kinds) => Promise.all(kinds.map((kind) => kind.open(url)));
  const monitor = await PythonClient.open(url);
  t.after(() => monitor.close());
  const scripts = await open(newest, newest, newest, older, oldest);
  t.after(() => scripts.forEach((viewer) => viewer.close()));
  const dashboards = await open(plain, plain, plain, plain, plain);
  t.after(() => dashboards.forEach((viewer) => viewer.close()));
  const viewers = [...scripts, ...dashboards];

  const { session_id: session } = await newSession(monitor);
  await Promise.all(viewers.map((viewer) => join(viewer, session)));
  const setupText = sample('setup-overview.json').replace(/\n/g, ' '); // a line; there is no newline inside a JSON string
  const telemetryTexts = stint();
  const timestamp = '2026-01-31T12:00:00+00:00';
  monitor.emitText('setup_data', `{"session_id":"${session}","timestamp":"${timestamp}","setup":${setupText}}`);

  const reached = (viewer) => viewer.all('telemetry_update').length;
  await publish(monitor, session, telemetryTexts, viewers, reached);
  await Promise.all(viewers.map((viewer) => viewer.until(() => reached(viewer) >= telemetryTexts.length, 'end of the stint')));

  const telemetry = telemetryTexts.map((text) => ({ session_id: session, telemetry: JSON.parse(text) }));
  const setup = { session_id: session, timestamp, setup: JSON.parse(setupText) };
  for (const viewer of viewers) {
    assert.deepEqual(viewer.all('setup_update').map((m) => m.data), [setup], viewer.kind);
    assert.deepEqual(viewer.all('telemetry_update').map((m) => m.data), telemetry, viewer.kind);
    assert.deepEqual(viewer.all('relay_error'), []);
  }
  const [setupSent, ...telemetrySent] = asPythonWrites([setupText, ...telemetryTexts]);
  const payloads = (viewer, event, name) => viewer.all(event).map(({ text, frame }) => {
    const end = `},"seq":${frame.seq},"at":${frame.at}}`;
    return text.slice(text.indexOf(`"${name}":`) + name.length + 3, -end.length);
  });
  for (const viewer of dashboards) { // to the letter, so that numbers have the digits that they had
    assert.ok(payloads(viewer, 'setup_update', 'setup')[0] === setupSent, 'the setup is another text');
    payloads(viewer, 'telemetry_update', 'telemetry').forEach((text, i) => assert.equal(text, telemetrySent[i]));
    const order = viewer.received.filter((m) => m.frame.seq).map((m) => m.frame.seq);
    assert.deepEqual(order, order.map((_, i) => i + 1));
  }
  assert.deepEqual(monitor.all('relay_error'), []);
  await join(monitor, session);
  for (const client of [monitor, ...scripts]) assert.equal(client.transport, 'websocket', `${client.kind} has upgraded`);
});
