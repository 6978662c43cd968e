/** The AsyncAPI document in itself, as it is served, and beside the sources that it tells of. */
import { Parser } from '@asyncapi/parser';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { checkOf, document, messages, resolve, text } from './harness/document.mjs';
import { relayUrl } from './harness/relay.mjs';

const url = relayUrl();
const source = (path) => readFileSync(new URL(`../../main/java/pitwall/${path}`, import.meta.url), 'utf8');
/** The texts that a pattern's groups find, all of them. */
const all = (path, pattern) => Array.from(source(path).matchAll(pattern), (match) => match.slice(1));
const words = (path) => all(path, /^ {2}([A-Z_]+)[,;]$/gm).map(([word]) => word.toLowerCase());

test('the official parser has nothing against it', async () => {
  const result = await new Parser().parse(text);
  const wrong = result.diagnostics.filter((d) => d.severity < 2); // 2: a newer AsyncAPI exists
  assert.deepEqual(wrong.map((d) => `${d.path.join('.')}: ${d.message}`), []);
  assert.equal(result.document.channels().all().length, 3);
});

test('the relay serves it', async () => {
  const response = await fetch(`${url}/asyncapi.yaml`);
  assert.equal(response.status, 200);
  assert.match(response.headers.get('content-type'), /^application\/yaml/);
  assert.ok((await response.text()) === text, 'the served document is not the source'); // no need to print both
});

test('every message has examples, and they fit', () => {
  for (const [name, message] of Object.entries(document.components.messages)) {
    assert.ok(message.examples.length > 0, name);
    for (const { payload } of message.examples) assert.equal(checkOf(message)(payload), null, name);
  }
});

test('every message of a channel belongs to an operation', () => {
  for (const [name, channel] of Object.entries(document.channels)) {
    const told = [...messages(name, 'receive'), ...messages(name, 'send')];
    assert.deepEqual(new Set(Object.values(channel.messages).map(resolve)), new Set(told), name);
  }
});

test('the schemas are strict where the contract is', () => {
  const check = (name) => checkOf(document.components.messages[name]);
  const update = document.components.messages['plain.telemetryUpdate'].examples[0].payload;
  assert.notEqual(check('plain.telemetryUpdate')({ ...update, more: 1 }), null);
  assert.notEqual(check('plain.telemetryUpdate')({ ...update, data: { ...update.data, telemetry: 5 } }), null);
  assert.notEqual(check('socketio.telemetryUpdate')({ ...update.data, seq: 1 }), null);
  assert.notEqual(check('socketio.ack')({ ok: false }), null);
});

test('codes, states and reasons are those of the sources', () => {
  const { ErrorCode, SessionState } = document.components.schemas;
  assert.deepEqual(ErrorCode.enum, words('message/Code.java'));
  assert.deepEqual(SessionState.enum, words('message/SessionState.java'));
  const closes = [
    ...all('hub/CloseCode.java', /\((\d{4}), "(.+?)"\)/g),
    ...all('engineio/EngineClose.java', /\((\d{4}), "(.+?)"\)/g),
    ...all('socketio/SocketClient.java', /EngineClose\((\d{4}), "(.+?)"\)/g),
  ].map((close) => close.join(' '));
  const told = Object.entries(document['x-close-codes']).flatMap(([code, { reasons }]) => reasons.map((reason) => `${code} ${reason}`));
  assert.deepEqual(new Set(told), new Set(closes));
  const errors = all('engineio/EngineError.java', /\((\d{3}), (\d), "(.+?)"\)/g);
  assert.deepEqual(document['x-http-errors'].map((e) => [`${e.status}`, `${e.code}`, e.message]), errors);
});

test('limits are the defaults of the settings', () => {
  const settings = ['SettingsReader', 'AccessReader'].flatMap((name) => all(`config/${name}.java`, /"(pitwall\.[a-z-]+)",\s+"(\d.*?)"/g));
  const told = Object.entries(document['x-limits']).map(([setting, limit]) => [setting, `${limit}`])
    .filter(([, limit]) => /^\d/.test(limit)); // the others follow from the machine
  assert.deepEqual(Object.fromEntries(told), Object.fromEntries(settings));
});

test('the version is the project\'s', () => {
  const pom = readFileSync(new URL('../../../pom.xml', import.meta.url), 'utf8');
  assert.equal(document.info.version, pom.match(/<version>(.+?)(-SNAPSHOT)?<\/version>/)[1]);
});

const HTTP = [
  ['EIO=4&transport=carrier-pigeon', 'GET', 0],
  ['EIO=4&transport=polling&sid=nobody', 'GET', 1],
  ['EIO=4&transport=polling', 'POST', 2],
  ['EIO=3&transport=polling', 'GET', 5],
];
for (const [query, method, code] of HTTP) {
  test(`${method} ?${query} is refused as the document tells`, async () => {
    const response = await fetch(`${url}/socket.io/?${query}`, { method, body: method === 'POST' ? '40' : undefined });
    const { status, ...body } = document['x-http-errors'].find((error) => error.code === code);
    assert.equal(response.status, status);
    assert.deepEqual(await response.json(), body);
  });
}
