/**
 * What the page knows about the session right now, and the one phase that follows from it. Pure: the clock is handed in.
 *
 *   connecting ──→ unknown ──→ waiting ──→ live ⇄ stale
 *       │             │           │          ⇅      ⇅
 *       │          refused        └───────→  gone (the monitor left)
 *       └── any of them, when the socket closes ──→ disconnected ──→ any of them, after the next join
 */

import { DASH, field, plausible, words } from './values.js';

// The relay tells when telemetry is stale; this is for what it cannot tell, because the way from it is slow or broken.
export const STALE_AFTER_MS = 5000;
const MINUTE_MS = 60_000;
const STATES = ['waiting', 'live', 'stale', 'gone'];

export class SessionState {
  #open = false;
  #lost = false; // once had or tried a socket that failed: from then on a missing one is "disconnected", not "connecting"
  #refusal = null; // 'unknown' or 'refused', until the relay lets us in
  #relaySays = null; // the state in the last session_status since joining
  #locked = false; // refused for want of a key: asking again would be guessing
  #over = false; // the relay's last word on this id has come
  #freshness = new Freshness();
  viewers = null;
  skipping = false; // whether the relay leaves telemetry out, since this connection is too slow for all of it
  problem = null; // a sentence from the relay, in words fit to show

  opened() {
    this.#open = true;
    this.#refusal = null;
    this.#locked = this.#over = false;
    this.skipping = false;
    this.#freshness.rejoin();
  }

  /** @param reason why, if the relay said so */
  closed(reason) {
    this.#open = false;
    this.#lost = true;
    this.#relaySays = null;
    this.viewers = null;
    this.skipping = false;
    if (reason) this.problem = `The relay closed the connection: ${words(reason, 200)}`;
  }

  status(data, now) {
    const state = field(data, 'state');
    if (!STATES.includes(state)) return;
    this.#letIn();
    this.#relaySays = state;
    this.viewers = plausible(field(data, 'viewers'), 0, 1e9);
    const skipping = field(data, 'skipping');
    if (typeof skipping === 'boolean') this.skipping = skipping; // absent: as before
    this.#freshness.status(field(data, 'age_ms'), now);
  }

  telemetry(at, now) {
    this.#letIn();
    this.#freshness.telemetry(at, now);
    // New data ends "stale" before the relay's next status says so. It does not end "gone": a last message can be overtaken by that status.
    if (this.#freshness.isRunning() && this.#relaySays !== 'gone') this.#relaySays = 'live';
  }

  /** @returns whether joining again later may help */
  error(data) {
    const code = field(data, 'code');
    if (code === 'unknown_session') {
      this.#refusal = 'unknown';
      this.#relaySays = null;
      this.viewers = null;
      this.problem = null;
      return true;
    }
    if (code === 'unauthorized') this.#locked = true;
    if (this.#relaySays === null) this.#refusal = 'refused';
    const message = words(field(data, 'message'), 200);
    this.problem = `${message === DASH ? 'The relay reported a problem' : message} (${words(code, 40)})`;
    return code === 'rate_limited' || code === 'server_busy';
  }

  /** The relay's last word on this id. */
  ended(reason) {
    this.#relaySays = 'gone';
    this.#over = true;
    this.problem = reason === 'rotated' ? 'The session goes on by a new link: ask the team for it.' : 'The session has ended.';
  }

  /** Age of the newest telemetry in ms, null before the first. Counts on without a connection. */
  age(now) {
    return this.#freshness.age(now);
  }

  phase(now) {
    const outside = this.#lost ? 'disconnected' : 'connecting';
    if (!this.#open) return outside;
    if (this.#refusal !== null) return this.#refusal;
    if (this.#relaySays === null && !this.#freshness.isRunning()) return outside; // socket open, answer to the join still on its way
    if (this.#relaySays === 'gone') return 'gone';
    if (!this.#freshness.isKnown()) return 'waiting';
    return this.#relaySays === 'stale' || this.age(now) >= STALE_AFTER_MS ? 'stale' : 'live';
  }

  /** Whether the relay still owes us word: it called the session live, and it reports every change of that. */
  expectsData() {
    return this.#open && this.#relaySays === 'live';
  }

  /** Whether there is anything to ask the relay for: not once it has said its last word, nor as long as a key is missing. */
  mayAsk() {
    return this.#open && !this.#locked && !this.#over;
  }

  #letIn() {
    this.#refusal = null;
    this.#locked = false;
    this.problem = null;
  }
}

/**
 * How old the newest telemetry is. The first message after joining is whatever the relay had stored, so its age is the one that
 * session_status names. Later ones are as old as the relay's stamp says; the two clocks differ by an unknown amount, for which the
 * quickest delivery of the last minute or two stands in. So data that a slow link held back is shown as old as it is, not as
 * just arrived; and a clock that drifts or is set, on either side, makes data old for no longer than that.
 */
class Freshness {
  #messages = 0;
  #storedAt = null; // local time of the stored message, told by session_status
  #gapBefore = Infinity; // ms, local time minus relay time at the quickest delivery of the minute before,
  #gap = Infinity; // and of the one that began at #since
  #since = 0;
  #newest = null; // local time at which the newest telemetry was made

  rejoin() {
    this.#messages = 0;
    this.#storedAt = null;
  }

  status(ageMs, now) {
    const age = plausible(ageMs, 0, Number.MAX_SAFE_INTEGER);
    if (age !== null && this.#messages < 2) this.#newest = this.#storedAt = now - age;
  }

  telemetry(at, now) {
    this.#messages++;
    if (this.#messages === 1) {
      this.#newest = this.#storedAt ?? now;
    } else if (plausible(at, 0, Number.MAX_SAFE_INTEGER) === null) {
      this.#newest = now;
    } else {
      this.#newest = at + this.#clockGap(now - at, now);
    }
  }

  #clockGap(gap, now) {
    const clockWasSet = gap > Math.min(this.#gap, this.#gapBefore) + MINUTE_MS; // no delivery takes that long
    if (this.#messages === 2 || clockWasSet) this.#begin(Infinity, now);
    else if (Math.abs(now - this.#since) >= MINUTE_MS) this.#begin(this.#gap, now);
    this.#gap = Math.min(this.#gap, gap);
    return Math.min(this.#gap, this.#gapBefore);
  }

  #begin(gapBefore, now) {
    this.#gapBefore = gapBefore;
    this.#gap = Infinity;
    this.#since = now;
  }

  /** Whether this join has brought telemetry or its age. */
  isKnown() {
    return this.#messages > 0 || this.#storedAt !== null;
  }

  /** Whether telemetry has come beyond the stored one. */
  isRunning() {
    return this.#messages > 1;
  }

  age(now) {
    return this.#newest === null ? null : Math.max(0, now - this.#newest);
  }
}
