/** The operator's page: asks the relay every other second, ends sessions, closes the door to new connections. */

import { errors, figures, sessions } from './admin-figures.js';
import { field, words } from './values.js';
import { node } from './view/dom.js';
import { SessionsView } from './view/sessions-view.js';

const PERIOD_MS = 2000;
const $ = (id) => document.getElementById(id);
let before = null;
let beforeAt = 0;
let leaving = false;
const list = new SessionsView($('sessions'), ({ id, number }) => {
  if (confirm(`End session ${id}? Its monitor has to ask for a new one.`)) act('DELETE', `sessions/${number}`);
});

$('leave').addEventListener('click', () => {
  if (leaving || confirm('Let no new connections in? Those that stand go on.')) act(leaving ? 'DELETE' : 'PUT', 'leaving');
});
ask();

async function ask() {
  try {
    const response = await fetch('api/admin/overview', { headers: { Accept: 'application/json' }, cache: 'no-store' });
    const told = await response.json().catch(() => null);
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    show(told);
    $('problem').textContent = '';
  } catch (e) {
    $('problem').textContent = `The relay does not answer (${words(e.message, 80)}). What is below is old.`;
  }
  setTimeout(ask, PERIOD_MS);
}

function show(overview) {
  const now = performance.now();
  const seconds = before === null ? 0 : (now - beforeAt) / 1000;
  const problem = field(overview, 'problem');
  leaving = field(overview, 'leaving') === true;
  $('condition').textContent = typeof problem === 'string' ? `Not ready: ${words(problem, 120)}.` : 'Ready.';
  $('leave').textContent = leaving ? 'Let new connections in again' : 'Let no new connections in';
  $('leave').hidden = false;
  tiles('figures', figures(overview, before, seconds));
  const wrong = errors(overview);
  tiles('errors', wrong.length > 0 ? wrong : [['So far', 'none']]);
  const lines = sessions(overview, before, seconds);
  $('session-count').textContent = `(${Number(field(overview, 'session_count')) || 0})`;
  $('no-sessions').hidden = lines.length > 0;
  list.show(lines);
  $('asked').textContent = `as of ${new Date().toLocaleTimeString()}`;
  before = overview;
  beforeAt = now;
}

function tiles(id, rows) {
  $(id).replaceChildren(...rows.map(([name, value]) => {
    const row = node('div');
    row.append(node('dt', '', name), node('dd', '', value));
    return row;
  }));
}

/** The header tells the relay that it is this page that asks, and not another site's. */
async function act(method, path) {
  try {
    const response = await fetch(`api/admin/${path}`, { method, headers: { 'Pitwall-Admin': '1', Accept: 'application/json' } });
    if (!response.ok && response.status !== 404) throw new Error(`HTTP ${response.status}`);
  } catch (e) {
    $('problem').textContent = `That did not work (${words(e.message, 80)}).`;
  }
}
