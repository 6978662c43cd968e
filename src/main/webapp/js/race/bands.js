/** In its window or not: thresholds that people edit, and the band in which a reading lies. Pure. */

import { field, plausible } from '../values.js';

/** °C, kPa, % of tread left, laps of fuel left. */
export const DEFAULT_THRESHOLDS = deepFreeze({
  tyre: { low: 75, high: 105 },
  pressure: { low: 155, high: 190 },
  brake: { low: 150, high: 700 },
  tread: { low: 30 },
  fuel: { low: 2 },
});

/** What a form for them shows, and within which bounds; pressures in kPa. */
export const THRESHOLD_FIELDS = deepFreeze([
  threshold('tyre', 'low', 'Tyre cold below', '°C', 0, 200, 1),
  threshold('tyre', 'high', 'Tyre hot above', '°C', 0, 200, 1),
  threshold('pressure', 'low', 'Pressure low below', 'kPa', 50, 500, 1),
  threshold('pressure', 'high', 'Pressure high above', 'kPa', 50, 500, 1),
  threshold('brake', 'low', 'Brake cold below', '°C', 0, 1500, 10),
  threshold('brake', 'high', 'Brake hot above', '°C', 0, 1500, 10),
  threshold('tread', 'low', 'Tyre worn below', '%', 0, 100, 1),
  threshold('fuel', 'low', 'Fuel low below', 'laps', 0, 100, 0.5),
]);

const NONE = Object.freeze({ level: 'none', word: 'no reading', mark: '–' });
const WORDS = {
  tyre: { cold: 'cold', ok: 'in window', hot: 'hot' },
  brake: { cold: 'cold', ok: 'in window', hot: 'hot' },
  pressure: { cold: 'low', ok: 'in window', hot: 'high' },
  tread: { ok: 'ok', hot: 'worn' },
  fuel: { ok: 'ok', hot: 'low' },
};
const MARKS = { cold: '▼', ok: '●', hot: '▲' };

/** Thresholds from a form or from storage: whatever is unusable falls back to its default and is named. */
export function checkedThresholds(candidate) {
  const problems = [];
  const thresholds = {};
  for (const { name, quantity, bound, label, unit, min, max } of THRESHOLD_FIELDS) {
    const wanted = field(field(candidate, quantity), bound);
    const value = plausible(wanted, min, max);
    if (value === null && wanted !== undefined) problems.push({ name, message: `${label}: a number from ${min} to ${max} ${unit}` });
    thresholds[quantity] ??= {};
    thresholds[quantity][bound] = value ?? DEFAULT_THRESHOLDS[quantity][bound];
  }
  for (const [quantity, { low, high }] of Object.entries(thresholds)) {
    if (high === undefined || low < high) continue;
    problems.push({ name: `${quantity}.high`, message: `${labelOf(quantity, 'high')} must lie above ${labelOf(quantity, 'low').toLowerCase()}` });
    thresholds[quantity] = { ...DEFAULT_THRESHOLDS[quantity] };
  }
  return { thresholds, problems };
}

/** Where a reading lies. Of tread and fuel, too little is the bad end and takes its level. */
export function bandOf(quantity, value, thresholds = DEFAULT_THRESHOLDS) {
  const known = plausible(value, -Number.MAX_VALUE, Number.MAX_VALUE);
  const { low, high } = thresholds[quantity];
  if (known === null) return NONE;
  const below = high === undefined ? 'hot' : 'cold';
  const level = known < low ? below : known > high ? 'hot' : 'ok';
  const mark = known < low ? MARKS.cold : MARKS[level];
  return { level, word: WORDS[quantity][level], mark };
}

function threshold(quantity, bound, label, unit, min, max, step) {
  return { name: `${quantity}.${bound}`, quantity, bound, label, unit, min, max, step };
}

function labelOf(quantity, bound) {
  return THRESHOLD_FIELDS.find((one) => one.quantity === quantity && one.bound === bound).label;
}

function deepFreeze(value) {
  Object.values(value).forEach((inner) => typeof inner === 'object' && deepFreeze(inner));
  return Object.freeze(value);
}
