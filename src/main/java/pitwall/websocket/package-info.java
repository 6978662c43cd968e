/**
 * WebSocket frames on the wire: RFC 6455 and, for compression, RFC 7692. For the servers whose bare
 * connection is in reach, where one finished frame can go to any number of viewers. Knows bytes and
 * texts only: no server, no connection, nothing of races. Imports no other package of the project.
 */
package pitwall.websocket;
