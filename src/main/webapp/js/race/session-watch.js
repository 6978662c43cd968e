/**
 * Whether a message still belongs to the session that is followed. A lap number that is neither the same nor the next, another
 * track or another type of session are believed at the second message in a row: one stray message must not end a race. Pure.
 */

export class SessionWatch {
  #lap = null;
  #track = null;
  #type = null;
  #doubtful = null; // the message before, if it was not believed

  /** @returns 'same', 'new' (this message begins another session), or 'doubt': leave this message's laps alone */
  feed(record) {
    const step = record.lap === null || this.#lap === null ? 0 : record.lap - this.#lap;
    const elsewhere = differs(this.#track, record.trackName) || differs(this.#type, record.sessionType);
    if (!elsewhere && (step === 0 || step === 1)) {
      this.#accept(record);
      return 'same';
    }
    if (!confirms(this.#doubtful, record)) {
      this.#doubtful = record;
      return 'doubt';
    }
    this.#accept(record);
    return elsewhere || step < 0 ? 'new' : 'same'; // laps that were missed are no new session
  }

  #accept({ lap, trackName, sessionType }) {
    this.#lap = lap ?? this.#lap;
    this.#track = trackName ?? this.#track;
    this.#type = sessionType ?? this.#type;
    this.#doubtful = null;
  }
}

function differs(before, now) {
  return before !== null && now !== null && before !== now;
}

function confirms(before, now) {
  if (before === null || before.trackName !== now.trackName || before.sessionType !== now.sessionType) return false;
  return before.lap === now.lap || (before.lap !== null && now.lap === before.lap + 1);
}
