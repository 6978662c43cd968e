/**
 * What the operator's page says, from what the relay tells (GET api/admin/overview). Pure: nothing here touches the
 * document. What only counts up becomes a rate by comparing with what was told before.
 */

import { field, isObject } from './values.js';

const number = (value) => (typeof value === 'number' && Number.isFinite(value) ? value : 0);
const total = (table) => (isObject(table) ? Object.values(table).reduce((sum, each) => sum + number(each), 0) : 0);
const grouped = (value) => number(value).toLocaleString('en');

/** How fast something counts up, a second, as text; a dash while there is nothing to compare with. */
export function rate(now, before, seconds) {
  if (typeof before !== 'number' || !(seconds > 0) || now < before) return '–';
  const each = (now - before) / seconds;
  return `${each >= 100 ? Math.round(each).toLocaleString('en') : each.toFixed(1)}/s`;
}

/** The relay as a whole: names and values, in their order. */
export function figures(overview, before, seconds) {
  const connections = field(overview, 'connections');
  const rows = Object.entries(isObject(connections) ? connections : {})
    .filter(([, count]) => number(count) > 0)
    .map(([transport, count]) => [`On ${transport.replace('_', ' ')}`, grouped(count)]);
  const counting = (name) => rate(number(field(overview, name)), field(before, name), seconds);
  return [
    ...rows,
    ['Messages in', rate(total(field(overview, 'in')), before ? total(field(before, 'in')) : undefined, seconds)],
    ['Deliveries', counting('deliveries')],
    ['Spared', counting('conflated')],
    ['Slow now', grouped(field(overview, 'skipping'))],
    ['Waiting', `${grouped(Math.round(number(field(overview, 'waiting')) / 1024))} KB`],
    ['Heap, live', `${number(field(overview, 'heap_percent'))} %`],
  ];
}

/** What has gone wrong since the start; what has not is left out. */
export function errors(overview) {
  const named = (table, prefix) => Object.entries(isObject(table) ? table : {})
    .filter(([, count]) => number(count) > 0)
    .map(([code, count]) => [`${prefix} ${code.replaceAll('_', ' ')}`, grouped(count)]);
  return [
    ...named(field(overview, 'rejected'), 'Rejected:'),
    ...named(field(overview, 'closed'), 'Closed:'),
    ...[['Not let in', field(overview, 'refused')], ['Failures', field(overview, 'failures')]]
      .filter(([, count]) => number(count) > 0).map(([name, count]) => [name, grouped(count)]),
  ];
}

/** The sessions, each with what its line says. */
export function sessions(overview, before, seconds) {
  const list = (told) => (Array.isArray(field(told, 'sessions')) ? told.sessions.filter(isObject) : []);
  const updates = new Map(list(before).map((session) => [session.number, session.updates]));
  return list(overview).map((session) => ({
    number: number(session.number),
    id: String(session.id),
    state: String(session.state),
    viewers: `${grouped(session.viewers)} watching${number(session.slow) > 0 ? `, ${grouped(session.slow)} slow` : ''}`,
    rate: rate(number(session.updates), updates.get(session.number), seconds),
    age: typeof session.age_ms === 'number' ? `${(session.age_ms / 1000).toFixed(1)} s old` : 'no telemetry yet',
  }));
}
