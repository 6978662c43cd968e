/**
 * Engine.IO, protocol revision 4, as a server: sessions that begin as HTTP long-polling or as a
 * WebSocket, and move from the one to the other while messages flow.
 *
 * <p>{@link pitwall.engineio.EngineDeployment} puts a server into a web application; what it says
 * and hears is the affair of an {@link pitwall.engineio.EngineApplication}. Knows nothing of races
 * and could be a library of its own: imports {@code container} and {@code log}, and nothing else of
 * the project.
 *
 * @see <a href="https://socket.io/docs/v4/engine-io-protocol/">The Engine.IO protocol</a>
 */
package pitwall.engineio;
