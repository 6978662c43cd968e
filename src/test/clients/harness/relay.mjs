import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const PROJECT = fileURLToPath(new URL('../../../../', import.meta.url));
const START_MS = 180_000;

/** Opens the operator's page. */
export const ADMIN_PASSWORD = process.env.PITWALL_ADMIN_PASSWORD ?? 'box-box-box-box';

/** The relay under test. */
export function relayUrl() {
  const url = process.env.PITWALL_URL;
  if (!url) throw new Error('PITWALL_URL is not set: run npm test, which starts a relay');
  return url.replace(/\/$/, '');
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return port;
}

/** Starts target/pitwall.war in target/payara-micro.jar; gives its address and what stops it. */
export async function startRelay() {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  mkdirSync(`${PROJECT}target`, { recursive: true });
  const logFile = `${PROJECT}target/clients-relay.log`;
  const log = openSync(logFile, 'w');
  const java = spawn('java', [
    '-Dpitwall.listen=127.0.0.1', `-Dpitwall.admin-password=${ADMIN_PASSWORD}`,
    // A machine that stands still for a moment is no viewer that falls behind.
    '-Dpitwall.viewer-lag=60s', '-Dpitwall.viewer-unconfirmed-age=60s',
    '-jar', 'target/payara-micro.jar', '--nocluster', '--nohostaware',
    '--prebootcommandfile', 'server-config/payara-micro/pre-boot-listen.asadmin',
    '--deploy', 'target/pitwall.war', '--contextroot', '/', '--port', port,
  ], { cwd: PROJECT, stdio: ['ignore', log, log] });
  closeSync(log);
  const ended = once(java, 'exit');
  const deadline = Date.now() + START_MS;
  while (!(await answers(`${url}/api/demo`))) {
    if (java.exitCode !== null || Date.now() > deadline) {
      java.kill();
      throw new Error(`the relay does not start:\n${readFileSync(logFile, 'utf8').slice(-4000)}`);
    }
    await pause(250);
  }
  return { url, async stop() { java.kill(); await ended; } };
}

async function answers(url) {
  try {
    return (await fetch(url)).status === 200;
  } catch {
    return false;
  }
}
