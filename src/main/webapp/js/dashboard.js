/** Wires one session's dashboard: frames change the state, the state and the newest telemetry change the page. */

import { Connection } from './connection.js';
import { SessionState } from './session-state.js';
import { SetupTree } from './setup-tree.js';
import { StatusView, write } from './status-view.js';
import { TelemetryView } from './telemetry-view.js';
import { sessionIdOfPage, webSocketUrl } from './urls.js';
import { field, moment, words } from './values.js';

const TICK_MS = 500;
const SILENT_MS = 20_000;

const statusView = new StatusView(document);
const sessionId = sessionIdOfPage(location.pathname);

if (sessionId === null) statusView.show('none', null);
else watch(sessionId);

function watch(id) {
  const state = new SessionState();
  const telemetryView = new TelemetryView(document);
  const setupTree = new SetupTree(document.getElementById('setup-tree'));
  let newest; // telemetry that waits for the next animation frame; at 10 Hz or after a burst only the newest is drawn

  const refresh = () => {
    const now = Date.now();
    statusView.show(state.phase(now), state.problem);
    statusView.showSkipping(state.skipping);
    statusView.showAge(state.age(now));
    statusView.showViewers(state.viewers);
  };

  const draw = () => {
    telemetryView.show(newest);
    newest = undefined;
  };

  const on = {
    session_status: (data) => state.status(data, Date.now()),
    telemetry_update: (data, frame) => {
      state.telemetry(frame.at, Date.now());
      if (newest === undefined) requestAnimationFrame(draw);
      newest = field(data, 'telemetry') ?? null;
    },
    setup_update: (data) => {
      showSetupTime(field(data, 'timestamp'));
      setupTree.show(field(data, 'setup') ?? null);
    },
    relay_error: (data) => {
      if (state.error(data)) connection.joinLater();
    },
  };

  const connection = new Connection(webSocketUrl('../ws/dashboard', location.href), id, {
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

  comeBackWhenTheWorldDoes(connection);
  setInterval(() => {
    // The relay reports every change of state, so "live" and then nothing at all means a socket that died without a close.
    if (state.expectsData() && connection.silence() > SILENT_MS) connection.restart();
    refresh();
  }, TICK_MS);
  connection.restart();
  refresh();
}

/** Does not wait for the backoff when there is reason to believe that the relay can be reached again. */
function comeBackWhenTheWorldDoes(connection) {
  addEventListener('online', () => connection.restart()); // also when open: a socket rarely survives a change of network
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible') return;
    if (!connection.isOpen() || connection.silence() > SILENT_MS) connection.restart();
  });
  // A page kept for the back button must not hold a socket, and needs one again when it is shown.
  addEventListener('pagehide', () => connection.stop());
  addEventListener('pageshow', (event) => event.persisted && connection.restart());
}

function showSetupTime(timestamp) {
  const note = document.getElementById('setup-note');
  const date = moment(timestamp);
  if (date === null) {
    write(note, typeof timestamp === 'string' ? `Setup of ${words(timestamp, 40)}` : 'Setup without a time');
    return;
  }
  const time = document.createElement('time');
  time.dateTime = date.toISOString();
  time.textContent = date.toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
  note.replaceChildren('Setup of ', time);
}
