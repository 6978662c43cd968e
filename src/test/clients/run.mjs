/** npm test: starts a relay unless PITWALL_URL names one, runs the tests against it, stops it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { startRelay } from './harness/relay.mjs';

const here = new URL('.', import.meta.url);
const asked = process.argv.slice(2);
const files = asked.length ? asked : readdirSync(here).filter((name) => name.endsWith('.test.mjs'));

const relay = process.env.PITWALL_URL ? null : await startRelay();
try {
  const tests = spawn(process.execPath, ['--test', '--test-reporter=spec', '--test-concurrency=1', ...files], {
    cwd: here,
    stdio: 'inherit',
    env: { ...process.env, PITWALL_URL: process.env.PITWALL_URL ?? relay.url },
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => tests.kill(signal)); // and then the relay
  const [code] = await once(tests, 'exit');
  process.exitCode = code ?? 1;
} finally {
  await relay?.stop();
}
