/** Wires one session's dashboard: frames feed the state and the race, and those change the page. */

import { Connection } from './connection.js';
import { DashboardView } from './dashboard-view.js';
import { Key } from './key.js';
import { SessionState } from './session-state.js';
import { sessionIdOfPage, webSocketUrl } from './urls.js';
import { field, words } from './values.js';
import { PinView } from './view/pin-view.js';
import { skipWithoutAddress } from './view/skip-link.js';
import { StatusView } from './view/status-view.js';

const TICK_MS = 500;
const SILENT_MS = 20_000;
const SUSPICIOUS_MS = 3000; // a live session speaks twice a second
const ASLEEP_MS = 10_000; // a visible page's clock that stood still for so long slept with the machine

skipWithoutAddress(document);
const sessionId = sessionIdOfPage(location.pathname);

if (sessionId === null) new StatusView(document).show('none', null);
else watch(sessionId);

function watch(id) {
  const state = new SessionState();
  const key = new Key(location.hash, storageOfTab(), id);
  const view = new DashboardView(document, id, key);
  const refresh = () => view.refresh(state, Date.now());

  const on = {
    session_status: (data) => {
      pinView.close();
      state.status(data, Date.now());
    },
    session_ended: (data) => state.ended(field(data, 'reason')),
    telemetry_update: (data, frame) => {
      const now = Date.now();
      state.telemetry(frame.at, now);
      view.telemetry(field(data, 'telemetry') ?? null, typeof frame.at === 'number' ? frame.at : now);
    },
    setup_update: (data) => view.setup(field(data, 'setup') ?? null, field(data, 'timestamp')),
    relay_error: (data) => {
      if (state.error(data)) connection.joinLater();
      if (field(data, 'code') === 'unauthorized') pinView.refused(words(field(data, 'message'), 200));
    },
  };

  const connection = new Connection(webSocketUrl('../ws/dashboard', location.href), id, {
    key: () => key.members,
    onOpen: () => {
      state.opened();
      refresh();
    },
    onFrame: (frame) => {
      const another = field(frame.data, 'session_id');
      if (typeof another === 'string' && another !== id) return;
      if (!Object.hasOwn(on, frame.event)) return; // a newer relay may say more than this page understands
      on[frame.event](frame.data, frame);
      refresh();
    },
    onClose: (reason) => {
      state.closed(reason);
      refresh();
    },
  });

  const pinView = new PinView(document, key, () => connection.ask());

  const wake = () => {
    const patience = state.expectsData() ? SUSPICIOUS_MS : SILENT_MS;
    if (!connection.isOpen() || connection.silence() > patience) connection.restart();
    refresh();
  };

  comeBackWhenTheWorldDoes(connection, wake);
  let lastTick = Date.now();
  setInterval(() => {
    const slept = Date.now() - lastTick > ASLEEP_MS && document.visibilityState === 'visible';
    lastTick = Date.now();
    if (slept) wake();
    // The relay reports every change of state, so "live" and then nothing at all means a socket that died without a close.
    if (state.expectsData() && connection.silence() > SILENT_MS) connection.restart();
    connection.listen(state.mayAsk());
    refresh();
  }, TICK_MS);
  connection.restart();
  refresh();
}

/** Null where strict settings forbid even to look. */
function storageOfTab() {
  try {
    return sessionStorage;
  } catch {
    return null;
  }
}

/** Does not wait for the backoff when there is reason to believe that the relay can be reached again. */
function comeBackWhenTheWorldDoes(connection, wake) {
  addEventListener('online', () => connection.restart()); // also when open: a socket rarely survives a change of network
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && wake());
  // A page kept for the back button must not hold a socket, and needs one again when it is shown.
  addEventListener('pagehide', () => connection.leave());
  addEventListener('pageshow', (event) => event.persisted && connection.restart());
}
