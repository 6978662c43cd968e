/**
 * The one path of every message: check, store, broadcast. {@link pitwall.relay.Relay} is the
 * entrance, the same for every transport; {@link pitwall.relay.Peer} is what it knows of one
 * connection, {@link pitwall.relay.SessionLife} lets sessions begin and end, {@link
 * pitwall.relay.ViewerDoor} lets viewers in. Imports {@code session}, {@code hub}, {@code access},
 * {@code message}, {@code config} and {@code log}.
 */
package pitwall.relay;
