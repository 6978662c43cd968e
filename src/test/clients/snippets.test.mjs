/** The README's clients: each monitor's telemetry reaches each viewer, and the README shows what runs here. */
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Client } from './harness/client.mjs';
import { PYTHON } from './harness/python-client.mjs';
import { relayUrl } from './harness/relay.mjs';

const PROJECT = fileURLToPath(new URL('../../../', import.meta.url));
const url = relayUrl();
const webSocketUrl = url.replace(/^http/, 'ws');
const withWebSocket = globalThis.WebSocket ? [] : ['--experimental-websocket']; // Node 20
let classPath;

const python = (name) => ({ file: `python/${name}.py`, run: [PYTHON], url });
const javaScript = (name) => ({ file: `javascript/${name}.mjs`, run: [process.execPath], url });
const plain = (name) => ({ file: `javascript/${name}.mjs`, run: [process.execPath, ...withWebSocket], url: webSocketUrl });
const java = (name) => ({ file: `java/${name}.java`, get run() { return ['java', '-cp', classPath]; }, url });

const MONITORS = [python('monitor'), javaScript('monitor'), plain('plain-monitor'), java('Monitor')];
const VIEWERS = [python('viewer'), javaScript('viewer'), plain('plain-viewer'), java('Viewer')];

/** A snippet that runs; what it prints is what it hears. */
class Snippet extends Client {
  constructor(t, { file, run: [command, ...options], url }, ...args) {
    super();
    this.kind = file;
    const child = spawn(command, [...options, file, url, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
    createInterface({ input: child.stdout }).on('line', (line) => this.heard(line));
    t.after(() => child.kill());
  }

  printed(pattern, what) {
    return this.until(() => this.received.map((line) => line.match(pattern)).find((match) => match), what);
  }

  get laps() {
    return this.received.filter((line) => line.startsWith('telemetry ')).map((line) => JSON.parse(line.slice('telemetry '.length)));
  }
}

before(() => {
  const target = `${PROJECT}target/clients-classpath`;
  const goal = ['dependency:build-classpath', '-DincludeScope=test', `-Dmdep.outputFile=${target}`];
  execFileSync('mvn', ['-q', '-B', '-ntp', ...goal], { cwd: PROJECT, stdio: ['ignore', 'ignore', 'inherit'] });
  classPath = readFileSync(target, 'utf8').trim();
});

for (const kind of MONITORS) {
  test(`${kind.file} with every viewer`, async (t) => {
    const monitor = new Snippet(t, kind);
    const [, session] = await monitor.printed(/^The team's link: http.*\/dashboard\/(.*)$/, 'link');
    const viewers = VIEWERS.map((viewer) => new Snippet(t, viewer, session));
    for (const viewer of viewers) {
      await viewer.until(() => viewer.laps.length >= 3, 'telemetry');
      await viewer.printed(/^the session is live$/, 'status');
      const first = viewer.laps[0].lap;
      const expected = viewer.laps.map((_, i) => ({ lap: first + i, fuel: 60 - (first + i) / 8 }));
      const byLap = (a, b) => a.lap - b.lap; // python-socketio's handlers may overtake one another
      assert.deepEqual(viewer.laps.sort(byLap), expected, viewer.kind);
    }
  });
}

test('the README shows exactly these', () => {
  const readme = readFileSync(`${PROJECT}README.md`, 'utf8');
  const section = readme.slice(readme.indexOf('## Clients'), readme.indexOf('\n## ', readme.indexOf('## Clients') + 1));
  const shown = Array.from(section.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm), ([, , code]) => code);
  const files = [...MONITORS, ...VIEWERS].map(({ file }) => readFileSync(new URL(file, import.meta.url), 'utf8'));
  assert.deepEqual(shown.sort(), files.sort());
});
