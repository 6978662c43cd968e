/** Reading the relay's text frames. Pure. */

import { isObject } from './values.js';

/**
 * A frame `{"event", "data", "at"?}` as an object, or null for anything else. The relay sends nothing else;
 * a proxy in between or a newer relay might, and that is no reason to stop.
 */
export function parseFrame(text) {
  if (typeof text !== 'string') return null;
  let frame;
  try {
    frame = parse(text);
  } catch {
    return null;
  }
  return isObject(frame) && typeof frame.event === 'string' ? frame : null;
}

/** Integers too long for a double become BigInt where the browser tells the source text: ids in a setup keep their digits. */
function parse(text) {
  if (!/\d{16}/.test(text)) return JSON.parse(text);
  try {
    return JSON.parse(text, (_key, value, context) => {
      const long = typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value);
      return long && /^-?\d{1,64}$/.test(context?.source ?? '') ? BigInt(context.source) : value;
    });
  } catch {
    return JSON.parse(text); // Nested too deep for a reviver, which recurses; the plain parser does not.
  }
}
