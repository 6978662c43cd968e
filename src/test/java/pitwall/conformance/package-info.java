/**
 * A web application for the public conformance suites of Engine.IO 4 and Socket.IO 5: nothing but
 * {@code engineio} and the protocol's half of {@code socketio}, with the echo that the suites
 * expect. {@link pitwall.conformance.ConformanceWar} builds it and says how to run them.
 */
package pitwall.conformance;
