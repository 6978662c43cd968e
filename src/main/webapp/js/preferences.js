/**
 * What this device chose: units, thresholds, theme, sound. Kept in the browser's storage if there is one; private windows and
 * strict settings have none, or one that throws, and then a choice lasts as long as the page. Pure but for the storage handed in.
 */

import { checkedThresholds } from './race/bands.js';
import { PRESSURE_CHOICES } from './race/units.js';
import { field, isObject, plausible } from './values.js';

const KEY = 'pitwall.preferences';
export const THEMES = ['dark', 'light'];
export const CHART_MINUTES = [2, 5, 10];

export class Preferences {
  #storage;
  #values;
  #listeners = [];

  /** @param storage like localStorage, or null */
  constructor(storage) {
    this.#storage = storage;
    this.#values = checked(readJson(storage, KEY));
  }

  /** All of them, usable whatever was stored: theme, pressure, minutes, reserve, laps, sound, thresholds. */
  get values() {
    return this.#values;
  }

  change(values) {
    this.#values = checked({ ...this.#values, ...values });
    writeJson(this.#storage, KEY, this.#values);
    for (const listener of this.#listeners) listener(this.#values);
  }

  reset() {
    this.change({ ...checked(null) });
  }

  onChange(listener) {
    this.#listeners.push(listener);
  }
}

/** Each value by itself: one that makes no sense costs only its own place. */
function checked(stored) {
  const one = (key, choices, usual) => (choices.includes(field(stored, key)) ? field(stored, key) : usual);
  return {
    theme: one('theme', THEMES, 'dark'),
    pressure: one('pressure', PRESSURE_CHOICES, 'auto'),
    minutes: one('minutes', CHART_MINUTES, 5),
    reserve: plausible(field(stored, 'reserve'), 0, 20) ?? 1,
    laps: Math.round(plausible(field(stored, 'laps'), 1, 20) ?? 5),
    sound: field(stored, 'sound') === true,
    thresholds: checkedThresholds(field(stored, 'thresholds')).thresholds,
  };
}

/** What this device has acknowledged of a session's alerts, so that a reload does not ring again. Only one session is kept. */
export class Acknowledgements {
  #storage;
  #session;

  constructor(storage, session) {
    this.#storage = storage;
    this.#session = session;
  }

  read() {
    const stored = readJson(this.#storage, 'pitwall.acknowledged');
    const ids = field(stored, 'session') === this.#session ? field(stored, 'ids') : null;
    return Array.isArray(ids) ? ids : [];
  }

  write(ids) {
    writeJson(this.#storage, 'pitwall.acknowledged', { session: this.#session, ids });
  }
}

/** The browser's storage, or null where even asking for it throws. */
export function browserStorage() {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null;
  }
}

export function readJson(storage, key) {
  try {
    const value = JSON.parse(storage?.getItem(key) ?? 'null');
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

export function writeJson(storage, key, value) {
  try {
    storage?.setItem(key, JSON.stringify(value));
  } catch {
    // Full or forbidden: it holds until the page is closed.
  }
}
