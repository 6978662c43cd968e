/**
 * Socket.IO, protocol revision 5, over Engine.IO: its packets and namespaces ({@link
 * pitwall.socketio.SocketPacket}, {@link pitwall.socketio.SocketClient}), and, on the other side of
 * the seam that {@link pitwall.socketio.SocketApplication} is, the relay's use of them ({@link
 * pitwall.socketio.RelaySocket}). Imports {@code engineio}, {@code relay}, {@code hub}, {@code
 * access}, {@code message} and {@code config}; the protocol's half imports {@code engineio} alone.
 *
 * @see <a href="https://socket.io/docs/v4/socket-io-protocol/">The Socket.IO protocol</a>
 */
package pitwall.socketio;
