package pitwall.relay;

/** A second has passed. Sent as a CDI event by the relay's one timer to whoever keeps time. */
public record Tick() {}
