/** What can be chosen on this device. Each change holds at once; what makes no sense is named and not taken. */

import { checkedThresholds, DEFAULT_THRESHOLDS, THRESHOLD_FIELDS } from '../race/bands.js';
import { fromKpa, toKpa } from '../race/units.js';
import { node, write } from './dom.js';

export class SettingsDialog {
  #get;
  #form;
  #preferences;
  #unit;

  /** @param unit says in which unit pressures are shown now */
  constructor(document, preferences, unit, alarm) {
    this.#get = (id) => document.getElementById(id);
    this.#form = this.#get('settings-form');
    this.#preferences = preferences;
    this.#unit = unit;
    this.#get('threshold-fields').replaceChildren(...THRESHOLD_FIELDS.map(thresholdField));
    this.#get('settings-open').addEventListener('click', () => {
      this.#fill();
      this.#get('settings').showModal();
    });
    this.#form.addEventListener('submit', (event) => event.preventDefault());
    this.#form.addEventListener('change', ({ target }) => this.#take(target));
    this.#get('settings-reset').addEventListener('click', () => {
      preferences.reset();
      this.#fill();
    });
    this.#get('sound-test').addEventListener('click', async () => {
      write(this.#get('sound-note'), (await alarm.test()) ? 'That was it.' : 'This browser lets no sound out.');
    });
  }

  #take({ name, type, value, checked, validity }) {
    if (name.includes('.')) {
      this.#takeThresholds();
      return;
    }
    const number = ['number'].includes(type) || name === 'minutes';
    if (validity.valid && value !== '') this.#preferences.change({ [name]: type === 'checkbox' ? checked : number ? Number(value) : value });
    if (name === 'pressure') this.#fill();
  }

  #takeThresholds() {
    const entered = {};
    for (const { name, quantity, bound } of THRESHOLD_FIELDS) {
      const { value } = this.#form.elements[name];
      (entered[quantity] ??= {})[bound] = value.trim() === '' ? NaN : this.#inKpa(quantity, Number(value));
    }
    const { thresholds, problems } = checkedThresholds(entered);
    const wrong = new Set(problems.map(({ name }) => name));
    for (const { name } of THRESHOLD_FIELDS) this.#form.elements[name].setAttribute('aria-invalid', String(wrong.has(name)));
    const messages = problems.map(({ message }) => message);
    write(this.#get('threshold-problem'), messages.length === 0 ? '' : `${messages.join('. ')}. Until then the default holds.`);
    this.#preferences.change({ thresholds });
  }

  #fill() {
    const values = this.#preferences.values;
    const unit = this.#unit();
    for (const name of ['theme', 'pressure', 'minutes', 'reserve', 'laps']) this.#form.elements[name].value = String(values[name]);
    this.#form.elements.sound.checked = values.sound;
    for (const { name, quantity, bound, label, unit: usual, min, max, step } of THRESHOLD_FIELDS) {
      const input = this.#form.elements[name];
      const pressure = quantity === 'pressure';
      const shown = (value) => (pressure ? rounded(fromKpa(value, unit), unit) : value);
      input.previousElementSibling.textContent = `${label}, ${pressure ? unit : usual}`;
      input.min = shown(min);
      input.max = shown(max);
      input.step = pressure && unit !== 'kPa' ? 'any' : step;
      input.value = shown(values.thresholds[quantity][bound] ?? DEFAULT_THRESHOLDS[quantity][bound]);
      input.setAttribute('aria-invalid', 'false');
    }
    write(this.#get('threshold-problem'), '');
    write(this.#get('sound-note'), '');
  }

  #inKpa(quantity, value) {
    return quantity === 'pressure' ? toKpa(value, this.#unit()) : value;
  }
}

function thresholdField({ name }) {
  const label = node('label');
  const input = node('input');
  input.type = 'number';
  input.name = name;
  input.inputMode = 'decimal';
  label.append(node('span'), input);
  return label;
}

function rounded(value, unit) {
  const digits = { kPa: 0, PSI: 1, bar: 2 }[unit];
  return Number(value.toFixed(digits));
}
