/** Two short tones for an alert, made by the browser itself. Browsers stay silent until the page has been touched once. */

const TONES = { warning: [660, 660], critical: [880, 1174, 880, 1174] }; // Hz
const TONE_S = 0.14;

export class Alarm {
  #context = null;
  on = false;

  constructor() {
    // A context that waits for a gesture goes on with the first one; these two are the page's for good.
    for (const gesture of ['pointerdown', 'keydown']) addEventListener(gesture, () => this.on && this.#ready()?.resume().catch(() => {}));
  }

  /** @returns whether it could be heard */
  ring(severity) {
    if (!this.on) return false;
    const context = this.#ready();
    if (context === null || context.state !== 'running') {
      context?.resume().catch(() => {});
      return false;
    }
    TONES[severity].forEach((hertz, index) => tone(context, hertz, context.currentTime + index * TONE_S * 1.3));
    return true;
  }

  /** @returns a promise of whether it was heard */
  async test() {
    const was = this.on;
    this.on = true;
    try {
      await this.#ready()?.resume();
    } catch {
      // ring() tells
    }
    const heard = this.ring('warning');
    this.on = was;
    return heard;
  }

  #ready() {
    try {
      this.#context ??= typeof AudioContext === 'function' ? new AudioContext() : null;
    } catch {
      this.#context = null; // no sound device
    }
    return this.#context;
  }
}

function tone(context, hertz, at) {
  const oscillator = context.createOscillator();
  const volume = context.createGain();
  oscillator.frequency.value = hertz;
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(0.25, at + 0.01); // ramps, or it clicks
  volume.gain.linearRampToValueAtTime(0, at + TONE_S);
  oscillator.connect(volume).connect(context.destination);
  oscillator.start(at);
  oscillator.stop(at + TONE_S);
}
