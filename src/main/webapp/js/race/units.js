/** Pressures in the unit that somebody wants to read, and percentages. Inside, pressures are kPa. Pure. */

import { DASH, plausible, quantity } from '../values.js';

export const PRESSURE_UNITS = Object.freeze(['kPa', 'PSI', 'bar']);
export const PRESSURE_CHOICES = Object.freeze(['auto', ...PRESSURE_UNITS]);

const KPA = Object.freeze({ kPa: 1, PSI: 6.894757, bar: 100 }); // in one of the unit
const DIGITS = Object.freeze({ kPa: 0, PSI: 1, bar: 2 });

/** What to show: the viewer's choice, else what the monitor sends. A choice comes from storage and may be anything. */
export function shownUnit(choice, record) {
  if (PRESSURE_UNITS.includes(choice)) return choice;
  return record?.pressureSent ?? 'kPa';
}

export function fromUnit(value, unit) {
  const known = plausible(value, -Number.MAX_VALUE, Number.MAX_VALUE);
  return known === null ? null : plausible(known * KPA[unit], -Number.MAX_VALUE, Number.MAX_VALUE);
}

export const toKpa = fromUnit;

export function fromKpa(kPa, unit) {
  const known = plausible(kPa, -Number.MAX_VALUE, Number.MAX_VALUE);
  return known === null ? null : known / KPA[unit];
}

export function pressureText(kPa, unit) {
  return plausible(kPa, 0, 1000) === null ? DASH : quantity(fromKpa(kPa, unit), { min: 0, max: 1000, digits: DIGITS[unit], unit });
}

export function percentText(percent) {
  return quantity(percent, { min: 0, max: 100, digits: 1, unit: '%' });
}
