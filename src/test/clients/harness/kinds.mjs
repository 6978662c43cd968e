import { io as io48 } from 'socket.io-client';
import socketIo30 from 'socket.io-client-3.0';
import { io as io45 } from 'socket.io-client-4.5';
import { JavaScriptClient, PlainClient } from './client.mjs';
import { PythonClient } from './python-client.mjs';

const javaScript = (kind, io, options) => ({ kind, open: (url) => JavaScriptClient.open(url, io, kind, options) });

/** Unmodified, with default options: polling first, then the upgrade. */
export const CLIENTS = [
  javaScript('socket.io-client 4.8', io48),
  javaScript('socket.io-client 4.5', io45),
  javaScript('socket.io-client 3.0', socketIo30.io),
  { kind: 'python-socketio', open: (url) => PythonClient.open(url) },
];

/** The same client where the upgrade is impossible, and where polling is. */
export const ONE_TRANSPORT = [
  javaScript('socket.io-client 4.8, polling', io48, { transports: ['polling'] }),
  javaScript('socket.io-client 4.8, websocket', io48, { transports: ['websocket'] }),
];

const plain = (role) => ({ kind: 'plain WebSocket', open: (url) => PlainClient.open(url, role) });

export const MONITORS = [plain('monitor'), ...CLIENTS, ...ONE_TRANSPORT];
export const VIEWERS = [plain('dashboard'), ...CLIENTS, ...ONE_TRANSPORT];

/** A new session of that monitor's: {session_id, publish_token, dashboard_url}. */
export async function newSession(monitor) {
  monitor.emit('request_session_id', {});
  return (await monitor.hears('session_id_assigned')).data;
}

/** Joins, and makes sure that it has. */
export async function join(viewer, session) {
  const result = await viewer.request('join_session', { session_id: session });
  if (!result.ok) throw new Error(`${viewer.kind} cannot join: ${JSON.stringify(result)}`);
}
