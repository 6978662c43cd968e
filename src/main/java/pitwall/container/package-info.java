/**
 * WebSocket connections, and what one application server does better or worse than the standard: a
 * {@link pitwall.container.Channel} is raw where the server's bare connection is in reach and
 * standard everywhere else. The server is found out by looking at the objects that it hands out.
 * Imports {@code websocket}, {@code config} and {@code log}.
 */
package pitwall.container;
