/**
 * One viewer's socket: opens it, joins the session, reads frames, and comes back by itself.
 *
 *   start ─→ opening ─→ open ──close──→ pause (backoff) ─→ opening …
 *                         └ joins at once, and again when told to
 *
 * Knows nothing of the page; told by its owner when the world outside changed (network back, tab in front).
 */

import { parseFrame } from './frames.js';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;
const OPEN_TIMEOUT_MS = 10_000;
const STEADY_AFTER_MS = 10_000;
const ASK_AFTER_MS = 30_000;
const ANSWER_WITHIN_MS = 20_000; // a slow line has a large setup to deliver before

/** The pause before the given retry (0 is the first): at random up to a bound that doubles, so that viewers do not come back in step. */
export function pauseBefore(retry, random = Math.random) {
  const bound = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (retry + 1));
  return FIRST_PAUSE_MS + random() * (bound - FIRST_PAUSE_MS);
}

export class Connection {
  #url;
  #sessionId;
  #handlers;
  #openSocket;
  #socket = null;
  #timer = null; // at most one runs: opening too long, pausing, or steady since
  #joinTimer = null;
  #retries = 0;
  #lastFrameAt = 0;
  #askedAt = null; // when it was asked for a sign of life, until there is one

  /**
   * @param handlers onOpen(), onFrame(frame), onClose(reason or ''); called in the order in which things happened; and, where more
   *   than the session's id opens it, key(): what to say beside that
   * @param openSocket how to get a WebSocket; tests hand in their own
   */
  constructor(url, sessionId, handlers, openSocket = (address) => new WebSocket(address)) {
    this.#url = url;
    this.#sessionId = sessionId;
    this.#handlers = handlers;
    this.#openSocket = openSocket;
  }

  /** Opens a new socket now, whatever was before: for the start, and when there is reason to believe that things have changed. */
  restart() {
    this.#retries = 0;
    this.leave();
    this.#reopen();
  }

  /** Gives the socket up, says so, and does not come back until it is told to. */
  leave() {
    const wasOpen = this.isOpen();
    this.stop();
    if (wasOpen) this.#handlers.onClose('');
  }

  /** Gives the socket up without a word and does not come back. */
  stop() {
    const socket = this.#socket;
    this.#socket = null;
    this.#askedAt = null;
    clearTimeout(this.#timer);
    clearTimeout(this.#joinTimer);
    socket?.close();
  }

  isOpen() {
    return this.#socket?.readyState === 1;
  }

  /** Time since the last frame of the current socket, in ms. */
  silence(now = Date.now()) {
    return now - this.#lastFrameAt;
  }

  /** Joins once more, to which the relay has an answer: one that does not come means a socket that died without a close. */
  ask() {
    if (!this.isOpen()) return;
    this.#askedAt ??= Date.now();
    this.join();
  }

  /**
   * To be called often. The relay's pings cannot be seen from here, and where nothing is due silence alone means nothing: so a
   * long one is broken by asking.
   *
   * @param mayAsk whether there may be anything to ask for
   */
  listen(mayAsk) {
    if (!this.isOpen()) return;
    if (this.#askedAt !== null) {
      if (Date.now() - this.#askedAt > ANSWER_WITHIN_MS) this.restart();
    } else if (mayAsk && this.silence() > ASK_AFTER_MS) {
      this.ask();
    }
  }

  /** Joins again after a few seconds: the session may be there by then. */
  joinLater(random = Math.random) {
    clearTimeout(this.#joinTimer);
    this.#joinTimer = setTimeout(() => this.join(), 3000 + random() * 2000);
  }

  #reopen() {
    const socket = this.#openSocket(this.#url);
    this.#socket = socket;
    // A socket that was given up may still speak; only the current one is listened to.
    const whileCurrent = (react) => (event) => this.#socket === socket && react(event);
    socket.addEventListener('open', whileCurrent(() => this.#onOpen()));
    socket.addEventListener('message', whileCurrent((event) => this.#onMessage(event)));
    socket.addEventListener('close', whileCurrent((event) => this.#onClose(event)));
    this.#wait(OPEN_TIMEOUT_MS, () => this.#onClose({})); // a connect can hang for minutes on a dying network
  }

  /** Joins, or joins again: there may be another key by now. */
  join() {
    if (!this.isOpen()) return;
    const data = { session_id: this.#sessionId, ...this.#handlers.key?.() };
    this.#socket.send(JSON.stringify({ event: 'join_session', data }));
  }

  #onOpen() {
    this.#lastFrameAt = Date.now();
    // Only a connection that lasts ends the backoff; a server that accepts and drops at once is not to be hammered.
    this.#wait(STEADY_AFTER_MS, () => (this.#retries = 0));
    this.#handlers.onOpen();
    this.join();
  }

  #onMessage(event) {
    this.#lastFrameAt = Date.now();
    this.#askedAt = null;
    const frame = parseFrame(event.data);
    if (frame) this.#handlers.onFrame(frame);
  }

  #onClose({ code, reason }) {
    this.stop();
    this.#wait(pauseBefore(this.#retries++), () => this.#reopen());
    this.#handlers.onClose(reason ? `${reason} (${code})` : '');
  }

  #wait(millis, then) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(then, millis);
  }
}
