/** Asks for the session's PIN, in the relay's words. */

import { write } from './dom.js';

export class PinView {
  #dialog;
  #problem;
  #input;

  /** @param use hears the PIN that somebody has typed */
  constructor(document, use) {
    this.#dialog = document.getElementById('pin');
    this.#problem = document.getElementById('pin-problem');
    this.#input = document.getElementById('pin-value');
    document.getElementById('pin-form').addEventListener('submit', () => {
      use(this.#input.value);
      this.#input.value = '';
    });
  }

  ask(problem) {
    write(this.#problem, problem);
    if (!this.#dialog.open) this.#dialog.showModal();
    this.#input.focus();
  }

  /** It is open by now, by whatever way. */
  close() {
    if (this.#dialog.open) this.#dialog.close();
  }
}
