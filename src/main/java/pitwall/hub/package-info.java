/**
 * Who watches, and how bytes reach them: a {@link pitwall.hub.Room} per session, an {@link
 * pitwall.hub.Outbox} per connection, a {@link pitwall.hub.Frame} per message, and a {@link
 * pitwall.hub.Freshness} to each outbox, so that a slow link does not fill with old ones. Imports
 * {@code message}, {@code config} and {@code log}; sees connections as {@link pitwall.hub.Viewer}
 * only, so it knows neither {@code jakarta.websocket} nor any other transport.
 */
package pitwall.hub;
