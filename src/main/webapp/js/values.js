/**
 * What a reading looks like on the page. Telemetry is opaque to the relay: any field can be missing, of any type or
 * absurd, and then the page shows a dash instead of a guess. Pure: nothing here touches the document.
 */

export const DASH = '–';
const SPACE = '\u00a0'; // keeps a number and its unit on one line
export const CORNERS = ['fl', 'fr', 'rl', 'rr'];

export function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A field that the sender really sent; inherited names such as "constructor" are not data. */
export function field(object, key) {
  return isObject(object) && Object.hasOwn(object, key) ? object[key] : undefined;
}

/** The value if it is a number within the plausible range, else null. */
export function plausible(value, min, max) {
  return typeof value === 'number' && value >= min && value <= max ? value : null;
}

function show(number, digits, unit) {
  if (number === null) return DASH;
  const digitsShown = number.toFixed(digits).replace(/^-(?=0(?:\.0*)?$)/, ''); // no "-0"
  return unit ? digitsShown + SPACE + unit : digitsShown;
}

/** A number with its unit, or a dash outside the plausible range. */
export function quantity(value, { min, max, digits = 0, unit = '' }) {
  return show(plausible(value, min, max), digits, unit);
}

/** Degrees Celsius. The simulator says -273.15 where it has no reading, which the range excludes. */
export function temperature(value, digits = 0) {
  return quantity(value, { min: -90, max: 2000, digits, unit: '°C' });
}

/** A whole number such as a lap or a place. */
export function count(value, min, max) {
  return Number.isInteger(value) ? quantity(value, { min, max }) : DASH;
}

export function gear(value) {
  if (value === -1) return 'R';
  return value === 0 ? 'N' : count(value, 1, 20);
}

/** Somebody else's words: one line, of bounded length, without control or text-direction characters. */
export function words(value, longest = 80) {
  if (Number.isSafeInteger(value)) return String(value); // a start number for a name
  if (typeof value !== 'string') return DASH;
  const line = value.slice(0, 1000).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\s]+/gu, ' ').trim();
  const letters = Array.from(line);
  if (letters.length > longest) return letters.slice(0, longest - 1).join('') + '…';
  return line || DASH;
}

/** Seconds as 2:16.811; simulators say 0 or -1 for a lap that has not been driven, so only a running lap may be 0. */
export function lapTime(seconds, { zero = false } = {}) {
  const known = plausible(seconds, 0, 86_400);
  const millis = known === null ? 0 : Math.round(known * 1000);
  if (known === null || (millis === 0 && !zero)) return DASH;
  const two = (number) => String(number).padStart(2, '0');
  const minutes = Math.floor(millis / 60_000);
  const rest = `${two(Math.floor(millis / 1000) % 60)}.${String(millis % 1000).padStart(3, '0')}`;
  return minutes < 60 ? `${minutes}:${rest}` : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${rest}`;
}

export function perCorner(set, read) {
  return Object.fromEntries(CORNERS.map((corner) => [corner, read(field(set, corner))]));
}

/** Rain as a share (0..1 or 0..100) or as yes and no; null if the monitor does not tell. */
export function rain(telemetry) {
  for (const key of ['rain', 'raining', 'rain_intensity']) {
    const value = field(telemetry, key);
    if (typeof value === 'boolean') return value ? 'yes' : 'no';
    const share = plausible(value, 0, 100);
    if (share !== null) return show(share <= 1 ? share * 100 : share, 0, '%');
  }
  return null;
}

/** How long ago, in the coarsest unit that still tells something. */
export function age(millis) {
  if (plausible(millis, 0, Number.MAX_SAFE_INTEGER) === null) return DASH;
  const seconds = Math.floor(millis / 1000);
  if (seconds < 10) return show(Math.floor(millis / 100) / 10, 1, 's');
  if (seconds < 60) return show(seconds, 0, 's');
  const steps = [[86_400, 'd', 3600, 'h'], [3600, 'h', 60, 'min'], [60, 'min', 1, 's']];
  const [big, bigUnit, small, smallUnit] = steps.find(([length]) => seconds >= length);
  return `${show(Math.floor(seconds / big), 0, bigUnit)} ${show(Math.floor((seconds % big) / small), 0, smallUnit)}`;
}

/** A point in time from an ISO 8601 string, else null. */
export function moment(value) {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(value)) return null;
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? null : date;
}
