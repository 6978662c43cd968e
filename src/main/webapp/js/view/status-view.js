/** The connection's state, the age of the data and the viewers: in the bar on top, and in the overlay. */

import { DASH, age, quantity } from '../values.js';
import { write } from './dom.js';

/** A mark, a name and a sentence each, so that no state is told by colour alone. */
const PHASES = {
  none: ['○', 'No session', "A dashboard opens from its session's link: …/dashboard/ and the session id."],
  connecting: ['◔', 'Connecting', 'Reaching the relay.'],
  disconnected: ['✕', 'Disconnected', 'No connection to the relay. Trying again by itself.'],
  unknown: ['?', 'Unknown session', 'It has not begun yet, or the relay was restarted and you need a new link. Asking again every few seconds.'],
  refused: ['⊘', 'Refused', 'The relay does not let this page watch the session.'],
  waiting: ['◌', 'Waiting for the monitor', 'The session exists. No telemetry has arrived yet.'],
  live: ['●', 'Live', 'Telemetry is arriving.'],
  stale: ['▲', 'Stale', 'No new telemetry. The values below are old.'],
  gone: ['■', 'Monitor gone', 'The monitor has left. The values below are its last.'],
};

export class StatusView {
  #get;
  #document;
  #shown = null;

  constructor(document) {
    this.#document = document;
    this.#get = (id) => document.getElementById(id);
  }

  /** The live region is touched only when the text in it changes: screen readers hear changes of state, nothing else. */
  show(phase, problem) {
    const now = `${phase} ${problem}`;
    if (now === this.#shown) return;
    this.#shown = now;
    const [mark, label, sentence] = PHASES[phase];
    this.#document.body.dataset.phase = phase;
    write(this.#get('mark'), mark);
    write(this.#get('label'), label);
    write(this.#get('sentence'), sentence);
    write(this.#get('problem'), problem ?? '');
    this.#get('problem').hidden = !problem;
    write(this.#get('overlay-mark'), mark);
    write(this.#get('overlay-label'), label);
  }

  /** Told calmly, since nothing is wrong: the newest data come, some in between do not. */
  showSkipping(skipping) {
    write(this.#get('skipping'), skipping ? 'Slow connection: skipping to the newest data.' : '');
    this.#get('skipping').hidden = !skipping;
  }

  showAge(millis) {
    const text = millis === null ? DASH : age(millis);
    write(this.#get('age'), text);
    write(this.#get('overlay-age'), text);
  }

  showViewers(viewers) {
    write(this.#get('viewers'), quantity(viewers, { min: 0, max: 1e9 }));
  }
}

/** The name of a phase, for the tab's title. */
export function labelOf(phase) {
  return PHASES[phase][1];
}
