/**
 * Any JSON as a flat list of values with captions. What the simulator's garage says of a value (its wording, its range,
 * whether the car has it) makes one entry; everything else is a plain entry for each leaf. Walks without recursion and within
 * bounds, since a setup is whatever somebody sent. Pure.
 */

import { captionOf, cornerOf, garageGroup, readable } from './setup-words.js';
import { DASH, field, isObject, words } from '../values.js';

const MOST_ENTRIES = 5000;
const MOST_VISITED = 50_000;
const DEEPEST = 60;
const LONGEST_TEXT = 200;
const INLINE = 12; // values of a plain list that are shown
const NOT_THERE = new Set(['n/a', 'non-adjustable', 'not adjustable', 'not available']);

/** @returns { entries in the order of the setup, truncated }; an entry's `exact` tells values apart whose texts are alike */
export function entriesOf(setup) {
  const leaves = [];
  const garages = new Set(); // ids of the branches that hold garage values, directly or further down
  const pending = setup === undefined || setup === null ? [] : [{ value: setup, path: [] }];
  let visited = 0;
  let truncated = false;
  while (pending.length > 0) {
    const { value, path } = pending.pop();
    if (++visited > MOST_VISITED || leaves.length >= MOST_ENTRIES) {
      truncated = true;
      break;
    }
    if (isGarageValue(value) && path.length > 0) {
      for (let depth = 0; depth < path.length; depth++) garages.add(idOf(path.slice(0, depth)));
      leaves.push({ path, value, garage: true });
    } else if (isBranch(value) && path.length < DEEPEST) {
      const children = Object.keys(value);
      for (let i = Math.min(children.length, MOST_VISITED) - 1; i >= 0; i--) {
        pending.push({ value: value[children[i]], path: [...path, children[i]] });
      }
    } else {
      leaves.push({ path, value, garage: false });
    }
  }
  return { entries: leaves.map((leaf) => (leaf.garage ? garageEntry(leaf) : plainEntry(leaf, garages))), truncated };
}

function garageEntry({ path, value }) {
  const key = path.at(-1);
  const wheel = cornerOf(key);
  const sent = words(value.stringValue, LONGEST_TEXT);
  const number = field(value, 'value');
  const text = sent === DASH && isNumber(number) ? String(number) : sent;
  return {
    ...identity(path, wheel),
    caption: captionOf(field(value, 'caption'), wheel?.rest || key),
    ...inGroup(garageGroup(key)),
    text,
    range: rangeOf(value),
    available: field(value, 'available') !== false && !NOT_THERE.has(text.toLowerCase()),
    garage: true,
    exact: `${value.stringValue}\n${typeof number === 'object' ? '' : String(number)}`,
    precise: isNumber(number) ? `${text} (${number})` : text,
  };
}

/** Grouped by the branch in which it lies, not counting those that only lead to the garage. */
function plainEntry({ path, value }, garages) {
  let depth = 0;
  while (depth < path.length - 1 && garages.has(idOf(path.slice(0, depth + 1)))) depth++;
  const branch = depth < path.length - 1 ? path[depth] : null;
  const inside = path.slice(branch === null ? depth : depth + 1);
  const wheel = inside.length > 0 ? cornerOf(inside.at(-1)) : null;
  if (wheel !== null) inside.splice(-1, 1, ...(wheel.rest === '' ? [] : [wheel.rest]));
  const caption = inside.map((key) => (/^\d+$/.test(key) ? String(Number(key) + 1) : readable(key))).join(' › ');
  const text = textOf(value);
  return {
    ...identity(path, wheel),
    caption: caption || (branch === null ? 'Value' : readable(branch)),
    ...inGroup(branch === null ? 'other' : `in ${branch}`, branch === null ? 'Other' : readable(branch)),
    text,
    range: null,
    available: !NOT_THERE.has(text.toLowerCase()),
    garage: false,
    exact: `${typeof value} ${exactText(value)}`,
    precise: words(exactText(value), LONGEST_TEXT),
  };
}

function identity(path, wheel) {
  const family = wheel === null ? null : idOf([...path.slice(0, -1), wheel.rest]);
  return { id: idOf(path), path, key: path.at(-1) ?? '', corner: wheel?.corner ?? null, family };
}

function inGroup(group, groupTitle = null) {
  return { group, groupTitle };
}

export function idOf(path) {
  return JSON.stringify(path);
}

/** The simulator's own wording stands in stringValue; with anything nested beside it, it is a branch like any other. */
function isGarageValue(value) {
  return typeof field(value, 'stringValue') === 'string' && Object.values(value).every((inner) => typeof inner !== 'object' || inner === null);
}

function isBranch(value) {
  if (Array.isArray(value)) return value.some((inner) => typeof inner === 'object' && inner !== null);
  return isObject(value) && Object.keys(value).length > 0;
}

/** Steps of the garage's slider; two positions or fewer are no choice worth a range. */
function rangeOf(value) {
  const [min, max, now] = ['minValue', 'maxValue', 'value'].map((key) => field(value, key));
  return isNumber(min) && isNumber(max) && isNumber(now) && max - min > 1 ? `${min} to ${max}, now ${now}` : null;
}

function textOf(value) {
  if (value === null || value === undefined) return DASH;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'string') return value === '' ? '""' : words(value, LONGEST_TEXT);
  if (Array.isArray(value)) return isBranch(value) ? '…' : listText(value);
  if (typeof value === 'object') return Object.keys(value).length === 0 ? '{ }' : '…'; // nested too deep
  return words(String(value), LONGEST_TEXT);
}

function numberText(number) {
  if (!Number.isFinite(number)) return DASH;
  return String(Number.isInteger(number) ? number : Number(number.toPrecision(6)));
}

function listText(list) {
  if (list.length === 0) return '[ ]';
  const name = paddedName(list);
  if (name !== null) return words(name, LONGEST_TEXT);
  const shown = list.slice(0, INLINE).map(textOf).join(', ');
  return words(list.length > INLINE ? `${shown} … (${list.length} values)` : shown, LONGEST_TEXT);
}

/** The simulator sends names as a field of bytes, filled up with zeros. */
function paddedName(list) {
  const end = list.indexOf(0);
  if (list.length < 16 || end < 1 || list.slice(end).some((byte) => byte !== 0)) return null;
  const letters = list.slice(0, end);
  return letters.every((byte) => Number.isInteger(byte) && byte >= 32 && byte < 127) ? String.fromCharCode(...letters.slice(0, LONGEST_TEXT + 1)) : null;
}

function exactText(value) {
  if (Array.isArray(value)) return value.map((inner) => (typeof inner === 'object' && inner !== null ? '…' : String(inner))).join(', ');
  return typeof value === 'object' && value !== null ? textOf(value) : String(value);
}

function isNumber(value) {
  return typeof value === 'number' && Number.isFinite(value);
}
