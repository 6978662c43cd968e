/**
 * Any JSON as a tree of <details>. A branch gets its children when it is first opened: a setup of 60 KB has thousands of
 * values, of which people look at a few. Branches that were open stay open when the next setup arrives.
 */

import { words } from '../values.js';
import { node } from './dom.js';

const MOST_AT_ONCE = 500;

export class SetupTree {
  #host;
  #shown = null;
  #open = new Set(); // paths, as JSON

  constructor(host) {
    this.#host = host;
  }

  /** Shows the setup; the same one again (sent at each join) leaves tree and keyboard focus alone. */
  show(setup) {
    const text = textOf(setup);
    if (text !== null && text === this.#shown) return;
    this.#shown = text;
    const list = node('ul', 'tree');
    list.append(this.#item('All values', setup, ['setup']));
    this.#host.replaceChildren(list);
  }

  #item(key, value, path) {
    const item = node('li');
    if (isBranch(value)) item.append(this.#branch(key, entriesOf(value), hintOf(value), path));
    else item.append(node('span', 'key', key), ' ', node('span', 'value', leafText(value)));
    return item;
  }

  #branch(key, entries, hint, path) {
    const id = JSON.stringify(path);
    const details = node('details');
    const summary = node('summary');
    summary.append(node('span', 'key', key), ' ', node('span', 'hint', hint));
    details.append(summary);
    const fill = () => {
      if (details.childElementCount === 1) details.append(this.#list(entries, path));
    };
    details.addEventListener('toggle', () => {
      if (details.open) fill();
      if (details.open) this.#open.add(id);
      else this.#open.delete(id);
    });
    if (this.#open.has(id)) {
      details.open = true;
      fill();
    }
    return details;
  }

  /** Very long branches are cut into branches of their own, so that no click builds more than a page can bear. */
  #list(entries, path) {
    const list = node('ul');
    if (entries.length <= MOST_AT_ONCE) {
      list.append(...entries.map(([key, value]) => this.#item(key, value, [...path, key])));
      return list;
    }
    const size = Math.max(MOST_AT_ONCE, Math.ceil(entries.length / MOST_AT_ONCE));
    for (let from = 0; from < entries.length; from += size) {
      const part = entries.slice(from, from + size);
      const item = node('li');
      item.append(this.#branch(`${from + 1} to ${from + part.length}`, part, '', [...path, from]));
      list.append(item);
    }
    return list;
  }
}

function isBranch(value) {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0 && inlineText(value) === null;
}

function entriesOf(value) {
  return Array.isArray(value) ? value.map((child, index) => [String(index + 1), child]) : Object.entries(value);
}

/** What is inside, without opening it; the simulator's garage values carry their own wording. */
function hintOf(value) {
  if (typeof value.stringValue === 'string' && value.stringValue.trim()) return words(value.stringValue, 60);
  const entries = Object.keys(value).length;
  return entries === 1 ? '1 entry' : `${entries} entries`;
}

/** A short list of plain values on one line, else null. */
function inlineText(value) {
  if (!Array.isArray(value) || value.length > 12 || value.some((child) => typeof child === 'object' && child !== null)) return null;
  const text = value.map(leafText).join(', ');
  return text.length <= 80 ? text : null;
}

/** Exported for tests. An empty string and an empty list are told apart from nothing at all. */
export function leafText(value) {
  if (value === null || value === undefined) return '–';
  if (value === '') return '""';
  if (Array.isArray(value)) return value.length === 0 ? '[ ]' : inlineText(value);
  if (typeof value === 'object') return '{ }';
  return String(value);
}

/** The same text for the same setup; null if the nesting is too deep to tell, and such a setup is simply shown anew. */
export function textOf(setup) {
  try {
    return JSON.stringify(setup, (_key, value) => (typeof value === 'bigint' ? String(value) : value)) ?? '';
  } catch {
    return null;
  }
}
