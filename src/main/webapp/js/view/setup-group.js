/** One group of the setup: a table of the four corners, and a table of everything else. */

import { CORNER_NAMES, CORNERS } from '../race/readings.js';
import { node } from './dom.js';

/**
 * @param shown { changes: Map of entry ids, onlyChanged, onlyAdjustable, isOpen(group's id) }
 * @returns an element, or null when nothing of the group is to be shown
 */
export function groupNode(group, shown) {
  const corners = group.corners.filter((row) => CORNERS.some((corner) => row[corner] && isShown(row[corner], shown)));
  const entries = group.entries.filter((entry) => isShown(entry, shown));
  if (corners.length + entries.length === 0) return null;
  const section = node('details', 'setup-group');
  section.dataset.group = group.id;
  section.open = shown.isOpen(group.id);
  const summary = node('summary');
  summary.append(node('h3', 'name', group.title), ' ', node('span', 'hint', String(corners.length + entries.length)));
  section.append(summary);
  if (corners.length > 0) section.append(cornerTable(corners, shown));
  if (entries.length > 0) section.append(entryTable(entries, shown));
  return section;
}

function isShown(entry, { changes, onlyChanged, onlyAdjustable }) {
  if (onlyChanged) return changes.has(entry.id);
  return changes.has(entry.id) || entry.available || !onlyAdjustable;
}

function cornerTable(rows, shown) {
  const table = node('table', 'setup-corners');
  const head = node('tr');
  head.append(node('td'), ...CORNERS.map((corner) => {
    const cell = node('th');
    const short = node('abbr', '', corner.toUpperCase());
    short.title = CORNER_NAMES[corner];
    cell.scope = 'col';
    cell.append(short);
    return cell;
  }));
  const thead = node('thead');
  thead.append(head);
  table.append(thead, body(rows.map((row) => line(row.caption, '', CORNERS.map((corner) => row[corner]), shown))));
  return table;
}

function entryTable(entries, shown) {
  const table = node('table', 'setup-entries');
  table.append(body(entries.map((entry) => line(entry.caption, entry.key, [entry], shown))));
  return table;
}

function body(rows) {
  const tbody = node('tbody');
  tbody.append(...rows);
  return tbody;
}

function line(caption, key, entries, { changes }) {
  const row = node('tr');
  const head = node('th', 'name', caption);
  head.scope = 'row';
  if (key) head.title = key;
  row.append(head, ...entries.map((entry) => valueCell(entry, changes)));
  return row;
}

function valueCell(entry, changes) {
  if (!entry) return node('td', '', '–');
  const changed = changes.has(entry.id);
  const cell = node('td', '', changed ? `◆ ${entry.text}` : entry.text);
  cell.dataset.key = entry.key;
  cell.dataset.available = String(entry.available);
  cell.dataset.changed = String(changed);
  if (entry.range) cell.title = entry.range;
  if (changed) cell.append(node('span', 'was', `was ${changes.get(entry.id) ?? 'not there'}`));
  return cell;
}
