/** A setup as people read it: grouped, searchable, compared with the one before. Takes any JSON. Pure. */

import { CORNERS, CORNER_NAMES } from './readings.js';
import { entriesOf } from './setup-entries.js';
import { GARAGE_GROUPS } from './setup-words.js';

const MOST_CHANGES = 2000;
const LONGEST_QUERY = 200;

/** Groups of entries; values that exist for each wheel stand together in `corners`. */
class Sheet {
  constructor(entries, truncated) {
    this.groups = grouped(entries);
    this.count = entries.length;
    this.truncated = truncated;
    Object.defineProperty(this, 'entries', { value: entries }); // in the order of the setup
  }
}

export function readSetup(setup) {
  const { entries, truncated } = entriesOf(setup);
  return new Sheet(entries.map((entry) => ({ ...entry, groupTitle: GARAGE_GROUPS.get(entry.group) ?? entry.groupTitle })), truncated);
}

/** What holds all the words of the query in its caption, key, value or group, in any case. The other wheels of a hit stay beside it. */
export function search(sheet, query) {
  const wanted = String(query).slice(0, LONGEST_QUERY).toLowerCase().split(/\s+/u).filter(Boolean);
  if (wanted.length === 0) return sheet;
  const hits = sheet.entries.filter((entry) => {
    const text = `${fullCaption(entry)} ${entry.path.join(' ')} ${entry.text} ${entry.groupTitle}`.toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
  const families = new Set(hits.map((entry) => entry.family));
  const ids = new Set(hits.map((entry) => entry.id));
  const kept = sheet.entries.filter((entry) => ids.has(entry.id) || (entry.family !== null && families.has(entry.family)));
  const found = new Sheet(kept, sheet.truncated);
  found.count = hits.length;
  return found;
}

/** What differs, value by value, by where it stands in the setup. */
export function diffSetups(before, after) {
  const [old, now] = [before, after].map((setup) => (setup instanceof Sheet ? setup : readSetup(setup)));
  const oldById = new Map(old.entries.map((entry) => [entry.id, entry]));
  const nowIds = new Set(now.entries.map((entry) => entry.id));
  const changed = now.entries.filter(({ id, exact }) => oldById.has(id) && oldById.get(id).exact !== exact);
  const added = now.entries.filter(({ id }) => !oldById.has(id));
  const removed = old.entries.filter(({ id }) => !nowIds.has(id));
  const some = (entries, change) => entries.slice(0, MOST_CHANGES).map(change);
  return {
    changed: some(changed, (entry) => change(entry, ...telling(oldById.get(entry.id), entry))),
    added: some(added, (entry) => change(entry, null, entry.text)),
    removed: some(removed, (entry) => change(entry, entry.text, null)),
    count: changed.length + added.length + removed.length,
    truncated: old.truncated || now.truncated || Math.max(changed.length, added.length, removed.length) > MOST_CHANGES,
  };
}

/** Texts for reading may be alike where the values are not. */
function telling(old, now) {
  return old.text === now.text ? [old.precise, now.precise] : [old.text, now.text];
}

function change(entry, old, now) {
  const { id, path, key, group, groupTitle, garage } = entry;
  return { id, path, key, caption: fullCaption(entry), group, title: groupTitle, old, now, garage };
}

function fullCaption({ caption, corner }) {
  return corner === null ? caption : `${caption} ${CORNER_NAMES[corner].toLowerCase()}`;
}

function grouped(entries) {
  const groups = new Map([...GARAGE_GROUPS].map(([id, title]) => [id, { id, title, entries: [], corners: [] }]));
  const rows = new Map(); // of corners, by family
  for (const entry of entries) {
    if (!groups.has(entry.group)) groups.set(entry.group, { id: entry.group, title: entry.groupTitle, entries: [], corners: [] });
    const group = groups.get(entry.group);
    if (entry.corner === null) {
      group.entries.push(entry);
      continue;
    }
    const row = rows.get(entry.family) ?? { caption: entry.caption, ...Object.fromEntries(CORNERS.map((corner) => [corner, null])) };
    if (!rows.has(entry.family)) group.corners.push(row);
    rows.set(entry.family, row);
    row[entry.corner] = entry;
  }
  return [...groups.values()].filter((group) => group.entries.length > 0 || group.corners.length > 0);
}
