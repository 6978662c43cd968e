package pitwall.engineio;

/**
 * Where a session's first request came from.
 *
 * @param address the client's address; empty when it is unknown
 * @param baseUrl where it reached the application by its own account, {@code
 *     http://host:8080/context} without a slash at the end: fit for links that go to this client
 */
public record EngineClient(String address, String baseUrl) {}
