/** The operator's page: asks the relay every other second, ends sessions, closes the door to new connections. */

import { errors, figures, sessions } from './admin-figures.js';
import { field, words } from './values.js';

const PERIOD_MS = 2000;
const $ = (id) => document.getElementById(id);
let before = null;
let beforeAt = 0;
let leaving = false;

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
  list('figures', figures(overview, before, seconds));
  const wrong = errors(overview);
  list('errors', wrong.length > 0 ? wrong : [['So far', 'none']]);
  const lines = sessions(overview, before, seconds);
  $('session-count').textContent = `(${Number(field(overview, 'session_count')) || 0})`;
  $('no-sessions').hidden = lines.length > 0;
  $('sessions').replaceChildren(...lines.map(line));
  $('asked').textContent = `as of ${new Date().toLocaleTimeString()}`;
  before = overview;
  beforeAt = now;
}

function list(id, rows) {
  $(id).replaceChildren(...rows.map(([name, value]) => {
    const row = document.createElement('div');
    row.append(text('dt', name), text('dd', value));
    return row;
  }));
}

function line(session) {
  const item = document.createElement('li');
  item.dataset.phase = session.state;
  const end = text('button', 'End');
  end.type = 'button';
  end.setAttribute('aria-label', `End session ${session.id}`);
  end.addEventListener('click', () => {
    if (confirm(`End session ${session.id}? Its monitor has to ask for a new one.`)) act('DELETE', `sessions/${session.number}`);
  });
  item.append(text('span', session.id, 'id'), text('span', session.state), text('span', session.viewers),
    text('span', session.rate), text('span', session.age), end);
  return item;
}

function text(name, content, kind) {
  const element = document.createElement(name);
  element.textContent = content;
  if (kind) element.className = kind;
  return element;
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
