/** The home page: opens a session by id or link, starts the demo where the relay offers one. */

import { Preferences, browserStorage } from './preferences.js';
import { sessionIdIn, webAddress, webSocketUrl } from './urls.js';
import { field, words } from './values.js';

const preferences = new Preferences(browserStorage());
const $ = (id) => document.getElementById(id);
const dashboardOf = (sessionId) => new URL(`dashboard/${encodeURIComponent(sessionId)}`, location.href).href;

$('monitor-url').textContent = webSocketUrl('ws/monitor', location.href);
$('open-form').addEventListener('submit', openSession);
$('demo-start').addEventListener('click', startDemo);
addEventListener('pageshow', () => ($('demo-start').disabled = false)); // back from the dashboard, with the page as it was left
$('theme').addEventListener('click', () => preferences.change({ theme: preferences.values.theme === 'light' ? 'dark' : 'light' }));
preferences.onChange(showTheme);
showTheme();
offerDemo();

function openSession(event) {
  event.preventDefault();
  const input = $('session');
  const sessionId = sessionIdIn(input.value);
  input.setAttribute('aria-invalid', String(sessionId === null));
  $('open-problem').textContent = sessionId === null ? 'That is neither a session id nor a link with one in it.' : '';
  if (sessionId === null) input.focus();
  else location.assign(dashboardOf(sessionId));
}

/** The demo stays out of sight unless the relay says that it has one. */
async function offerDemo() {
  try {
    const response = await fetch('api/demo', { headers: { Accept: 'application/json' } });
    $('demo').hidden = !(response.ok && (await response.json())?.available === true);
  } catch {
    $('demo').hidden = true;
  }
}

async function startDemo() {
  $('demo-start').disabled = true;
  $('demo-problem').textContent = '';
  try {
    const response = await fetch('api/demo', { method: 'POST', headers: { Accept: 'application/json' } });
    const answer = await response.json().catch(() => null);
    // The id first: beside this page the dashboard is found behind any proxy, whereas the relay may not know its own outward address.
    const sessionId = sessionIdIn(field(answer, 'session_id'));
    const address = sessionId === null ? webAddress(field(answer, 'dashboard_url'), location.href) : dashboardOf(sessionId);
    if (response.ok && address !== null) {
      location.assign(address);
      return;
    }
    const message = field(answer, 'message');
    $('demo-problem').textContent = typeof message === 'string' ? words(message, 300)
      : `The demo could not be started (HTTP ${response.status}).`;
  } catch {
    $('demo-problem').textContent = 'The demo could not be started: the relay cannot be reached.';
  }
  $('demo-start').disabled = false;
}

function showTheme() {
  const { theme } = preferences.values;
  document.documentElement.dataset.theme = theme;
  document.querySelector('meta[name="theme-color"]').content = theme === 'light' ? '#eef1f4' : '#07090c';
  $('theme').textContent = theme === 'light' ? 'Dark theme' : 'Light theme';
}
