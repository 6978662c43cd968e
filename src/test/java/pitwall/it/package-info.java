/**
 * The WAR as it is shipped, in a real server, seen from outside: real sockets, real clients. Which
 * server it is, the build decides.
 */
package pitwall.it;
