package pitwall.hub;

import pitwall.message.JsonText;
import pitwall.message.Outbound.SessionStatus;
import pitwall.message.Outbound.SetupUpdate;
import pitwall.message.Outbound.TelemetryUpdate;
import pitwall.message.SessionId;
import pitwall.message.SessionState;

/** Frames of two cars; what they say is their name. */
final class Frames {
  static final SessionId CAR = SessionId.random();
  static final SessionId OTHER_CAR = SessionId.random();

  private Frames() {}

  static Frame telemetry(String name) {
    return telemetry(CAR, name);
  }

  static Frame telemetry(SessionId car, String name) {
    return Frame.of(new TelemetryUpdate(car, new JsonText(name, 0)), 0, 0);
  }

  static Frame setup(String name) {
    return setup(CAR, name);
  }

  static Frame setup(SessionId car, String name) {
    return Frame.of(new SetupUpdate(car, JsonText.NULL, new JsonText(name, 0)), 0, 0);
  }

  static Frame status(int viewers) {
    return Frame.of(new SessionStatus(CAR, SessionState.LIVE, viewers, null));
  }
}
