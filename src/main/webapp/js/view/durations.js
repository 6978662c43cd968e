/** Long times as people say them. Pure. */

import { DASH, plausible } from '../values.js';

const two = (number) => String(number).padStart(2, '0');

/** Seconds as 9:05 or 1:02:09; a dash for what is no time. */
export function duration(seconds) {
  const whole = plausible(seconds, 0, 1e7) === null ? null : Math.floor(seconds);
  if (whole === null) return DASH;
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

/** A difference in seconds as +0.523, −1.200 or 0.000. */
export function delta(seconds) {
  if (plausible(seconds, -1e5, 1e5) === null) return DASH;
  const text = Math.abs(seconds).toFixed(3);
  return Number(text) === 0 ? text : `${seconds < 0 ? '−' : '+'}${text}`;
}
