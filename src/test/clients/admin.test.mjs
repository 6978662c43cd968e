/** The operator's page in a browser as small as a phone. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { chromium } from 'playwright-core';
import { PlainClient } from './harness/client.mjs';
import { newSession } from './harness/kinds.mjs';
import { ADMIN_PASSWORD, relayUrl } from './harness/relay.mjs';

const CHROMIUM = process.env.PITWALL_CHROMIUM ?? '/usr/bin/chromium';
const NO_BROWSER = existsSync(CHROMIUM) ? false : `no browser at ${CHROMIUM}`;
const PATIENCE = { timeout: 60_000 };
const url = relayUrl();

test('the operator sees a session on a phone and ends it', { skip: NO_BROWSER }, async (t) => {
  const monitor = await PlainClient.open(url, 'monitor');
  t.after(() => monitor.close());
  const { session_id } = await newSession(monitor);
  monitor.emit('telemetry_update', { session_id, telemetry: { lap: 1 } });
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'], ...PATIENCE });
  t.after(() => browser.close());
  const context = await browser.newContext({ viewport: { width: 360, height: 740 },
    httpCredentials: { username: 'operator', password: ADMIN_PASSWORD } });
  const tab = await context.newPage();
  const complaints = [];
  tab.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  tab.on('pageerror', (error) => complaints.push(error.message));
  tab.on('dialog', (dialog) => dialog.accept());

  await tab.goto(`${url}/admin`);
  const line = tab.locator('#sessions li', { hasText: session_id.slice(0, 8) });
  await line.waitFor(PATIENCE);
  assert.ok(!(await tab.content()).includes(session_id), 'the secret is not on the page');
  await tab.getByText('Ready.').waitFor(PATIENCE);
  assert.equal(await tab.evaluate('document.documentElement.scrollWidth <= innerWidth'), true, 'nothing to scroll sideways');
  await line.getByRole('button').click();
  await line.waitFor({ state: 'detached', ...PATIENCE });
  assert.deepEqual(complaints, []);
});
