/**
 * What opens a session beside its link: a token that the link carries behind its #, which browsers send to nobody, or the PIN that
 * the team was told. A PIN lasts as long as the tab. Pure: fragment and storage are handed in.
 */

const PREFIX = 'pitwall.pin.';

export class Key {
  #token;
  #storage;
  #name;
  #pin;

  /**
   * @param fragment the address's, such as #token=eyJ…
   * @param storage like sessionStorage, or null; one that throws is none
   */
  constructor(fragment, storage, sessionId) {
    this.#token = new URLSearchParams(fragment.replace(/^#/, '')).get('token') || null;
    this.#storage = storage;
    this.#name = PREFIX + sessionId;
    this.#pin = this.#stored((place) => place.getItem(this.#name)) ?? null;
  }

  /** What join_session says beside the session's id. */
  get members() {
    if (this.#token !== null) return { token: this.#token };
    return this.#pin === null ? {} : { pin: this.#pin };
  }

  /** Whether a PIN could still help: a link that brings a token stands or falls with that. */
  get takesPin() {
    return this.#token === null;
  }

  /** How this page is let in: by its link alone, by a PIN, or by a token of its own. */
  get kind() {
    if (this.#token !== null) return 'token';
    return this.#pin === null ? 'link' : 'pin';
  }

  usePin(pin) {
    this.#pin = pin;
    this.#stored((place) => place.setItem(this.#name, pin));
  }

  /** It was wrong: it is not to be tried again and again. */
  forgetPin() {
    this.#pin = null;
    this.#stored((place) => place.removeItem(this.#name));
  }

  #stored(use) {
    try {
      return this.#storage && use(this.#storage);
    } catch {
      return null; // strict settings, or no room: then it lasts as long as the page
    }
  }
}
