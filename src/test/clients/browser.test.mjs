/** A page of another origin that loads the JavaScript client from the relay, as pages of the Node server's users do. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { chromium } from 'playwright-core';
import { PlainClient } from './harness/client.mjs';
import { newSession } from './harness/kinds.mjs';
import { relayUrl } from './harness/relay.mjs';

const CHROMIUM = process.env.PITWALL_CHROMIUM ?? '/usr/bin/chromium';
const NO_BROWSER = existsSync(CHROMIUM) ? false : `no browser at ${CHROMIUM}`;
const PATIENCE = { timeout: 60_000 };
const url = relayUrl();

const page = (session) => `<!doctype html>
  <script src="${url}/socket.io/socket.io.js"></script>
  <script>
    const seen = [], relay = io('${url}');
    relay.on('connect', () => relay.emit('join_session', { session_id: '${session}' }));
    relay.on('telemetry_update', (data) => seen.push(data.telemetry.lap));
  </script>`;

test('the client that the relay hands out works in a browser', { skip: NO_BROWSER }, async (t) => {
  const monitor = await PlainClient.open(url, 'monitor');
  t.after(() => monitor.close());
  const { session_id } = await newSession(monitor);
  const site = createServer((request, response) => {
    response.setHeader('Content-Type', 'text/html');
    response.end(page(session_id));
  }).listen(0, '127.0.0.1');
  t.after(() => site.close());
  await once(site, 'listening');
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'], ...PATIENCE });
  t.after(() => browser.close());
  const tab = await browser.newPage();
  const complaints = [];
  tab.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  tab.on('pageerror', (error) => complaints.push(error.message));

  const send = (lap) => monitor.emit('telemetry_update', { session_id, telemetry: { lap } });
  send(1);
  await tab.goto(`http://127.0.0.1:${site.address().port}/`);
  await tab.waitForFunction('seen.length === 1', null, PATIENCE).catch((error) => assert.fail(`${error} ${complaints}`));
  await tab.waitForFunction('relay.io.engine.transport.name === "websocket"', null, PATIENCE);
  send(2);
  send(3);
  await tab.waitForFunction('seen.length === 3', null, PATIENCE);
  assert.deepEqual(await tab.evaluate('seen'), [1, 2, 3]);
  assert.deepEqual(complaints, []);
});
