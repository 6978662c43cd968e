/** Asks for the session's PIN, in the relay's words. Who closes the dialog finds a button in the bar that opens it again. */

import { write } from './dom.js';

export class PinView {
  #key;
  #dialog;
  #again;
  #problem;
  #input;

  /**
   * @param key is given the PIN that somebody has typed
   * @param onPin called then
   */
  constructor(document, key, onPin) {
    this.#key = key;
    this.#dialog = document.getElementById('pin');
    this.#again = document.getElementById('pin-open');
    this.#again.addEventListener('click', () => this.#open());
    this.#problem = document.getElementById('pin-problem');
    this.#input = document.getElementById('pin-value');
    document.getElementById('pin-form').addEventListener('submit', () => {
      key.usePin(this.#input.value);
      this.#input.value = '';
      onPin();
    });
  }

  /** Whether a PIN is missing or a signed token, only the relay's words tell, which are for people: the dialog names both ways. */
  refused(problem) {
    this.#key.forgetPin();
    if (!this.#key.takesPin) return;
    write(this.#problem, problem);
    this.#again.hidden = false;
    this.#open();
  }

  #open() {
    if (!this.#dialog.open) this.#dialog.showModal();
    this.#input.focus();
  }

  /** The session is open by now, by whatever way. */
  close() {
    this.#again.hidden = true;
    if (this.#dialog.open) this.#dialog.close();
  }
}
