import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Client } from './client.mjs';

/** Debian's, which has python3-socketio; another one by the environment. */
export const PYTHON = process.env.PITWALL_PYTHON ?? '/usr/bin/python3';

/**
 * python-socketio with default options, in a process of its own. It calls handlers in threads of their own, so the
 * order of what it received is not the order on the wire.
 */
export class PythonClient extends Client {
  kind = 'python-socketio';
  #requests = 0;

  static async open(url) {
    const client = new PythonClient();
    client.process = spawn(PYTHON, [fileURLToPath(new URL('client.py', import.meta.url)), url], { stdio: ['pipe', 'pipe', 'inherit'] });
    client.process.stdin.on('error', () => {}); // it has ended; whoever waits for it will say so
    createInterface({ input: client.process.stdout }).on('line', (line) => client.heard(JSON.parse(line)));
    await client.hears('connect');
    return client;
  }

  emitText(event, data, request = null) {
    this.process.stdin.write(`{"event":${JSON.stringify(event)},"data":${data},"request":${request}}\n`);
  }

  async request(event, data) {
    const number = ++this.#requests;
    this.emitText(event, JSON.stringify(data), number);
    const ack = await this.hears('ack', (data) => data.request === number);
    this.transport = ack.data.transport;
    return ack.data.result;
  }

  close() {
    this.process.kill();
  }
}
