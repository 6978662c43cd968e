package pitwall.hub;

import java.util.Locale;

/** How frames reach a viewer. */
public enum Transport {
  /** Not at all: it lives within the relay, as the demo's car does. */
  INTERNAL,
  /** The plain wire. */
  WEBSOCKET,
  SOCKETIO_WEBSOCKET,
  SOCKETIO_POLLING;

  private final String label = name().toLowerCase(Locale.ROOT);

  /** As operators see it. */
  @Override
  public String toString() {
    return label;
  }
}
