import { randomUUID } from 'node:crypto';
import WebSocket from 'ws';

const PATIENCE_MS = 60_000;

/** What a client of any kind looks like to a test: what it sent and what it received, in order. */
export class Client {
  sent = [];
  received = [];
  #looks = new Set();

  /** For the kinds: a message has come, or the connection's state has changed. */
  heard(message) {
    if (message) this.received.push(message);
    for (const look of this.#looks) look();
  }

  /** Waits until the condition gives something; looks again whenever this client hears something. */
  until(condition, what) {
    return new Promise((resolve, reject) => {
      const look = () => {
        const result = condition();
        if (result) end(resolve, result);
      };
      const end = (settle, value) => {
        clearTimeout(deadline);
        this.#looks.delete(look);
        settle(value);
      };
      const deadline = setTimeout(() => end(reject, new Error(`${this.kind}: no ${what}; heard ${this.#summary()}`)), PATIENCE_MS);
      this.#looks.add(look);
      look();
    });
  }

  /** The first message of that name that fits, received already or to come. */
  hears(event, fits = () => true) {
    return this.until(() => this.all(event).find((message) => fits(message.data)), event);
  }

  all(event, session) {
    return this.received.filter((m) => m.event === event && (!session || m.data.session_id === session));
  }

  #summary() {
    return `${this.received.length} messages, the last: ${JSON.stringify(this.received.slice(-3)).slice(0, 600)}`;
  }

  emit(event, data) {
    this.emitText(event, JSON.stringify(data));
  }
}

/** Plain WebSocket. Its messages also have the text of the frame and the frame as a whole. */
export class PlainClient extends Client {
  kind = 'plain WebSocket';

  /** Options are those of the ws package. */
  static async open(url, role, options = {}) {
    const client = new PlainClient();
    client.socket = new WebSocket(`${url.replace(/^http/, 'ws')}/ws/${role}`, options);
    client.socket.on('message', (data) => {
      const text = data.toString();
      const frame = JSON.parse(text);
      client.heard({ event: frame.event, data: frame.data, frame, text });
    });
    client.socket.on('close', (code, reason) => client.heard({ event: 'closed', data: { code, reason: reason.toString() } }));
    await new Promise((resolve, reject) => client.socket.once('open', resolve).once('error', reject));
    return client;
  }

  /** Data as text, so that numbers keep their digits. */
  emitText(event, data, id) {
    this.sendText(`{"event":${JSON.stringify(event)},"data":${data}${id === undefined ? '' : `,"id":${JSON.stringify(id)}`}}`);
  }

  sendText(text) {
    this.sent.push(JSON.parse(text));
    this.socket.send(text);
  }

  /** Asks with an id; gives what the acknowledgement says. */
  async request(event, data) {
    const id = randomUUID();
    this.emitText(event, JSON.stringify(data), id);
    const ack = await this.until(() => this.received.find((m) => m.event === 'ack' && m.frame.id === id), `ack of ${event}`);
    return ack.data;
  }

  close() {
    this.socket.terminate();
  }
}

/** The JavaScript client of Socket.IO, whichever version's io it is given. */
export class JavaScriptClient extends Client {
  static async open(url, io, kind, options) {
    const client = new JavaScriptClient();
    client.kind = kind;
    client.socket = io(url, options);
    client.socket.onAny((event, ...data) => client.heard({ event, data: data[0], size: data.length }));
    client.socket.on('connect', () => client.heard());
    await client.until(() => client.socket.connected, 'connection');
    return client;
  }

  emit(event, ...data) {
    this.sent.push({ event, data: data[0] });
    this.socket.emit(event, ...data);
  }

  emitText(event, data) {
    this.emit(event, JSON.parse(data));
  }

  get transport() {
    return this.socket.io.engine.transport.name;
  }

  request(event, data) {
    let answer;
    this.emit(event, data, (...result) => {
      answer = result;
      this.heard({ event: 'ack', data: result[0], size: result.length });
    });
    return this.until(() => answer?.[0], `ack of ${event}`);
  }

  close() {
    this.socket.close();
  }
}
