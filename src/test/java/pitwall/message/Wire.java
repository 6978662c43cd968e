package pitwall.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** Frames as a client would send them, and what becomes of them. */
final class Wire {
  static final String ID = "0f8fad5b-d9cb-469f-a165-70867728950e";

  private Wire() {}

  static Inbound read(String frame) throws Rejection {
    return MessageJson.bind(Envelope.read(frame));
  }

  /** The refusal that a frame meets; anything else that is thrown, or nothing, fails the test. */
  static Rejection refusal(String frame) {
    Throwable thrown = catchThrowable(() -> read(frame));
    assertThat(thrown).as("what was thrown").isInstanceOf(Rejection.class);
    return (Rejection) thrown;
  }

  static String telemetryFrame(String telemetry) {
    return """
        {"event":"telemetry_update","data":{"session_id":"%s","telemetry":%s}}"""
        .formatted(ID, telemetry);
  }

  static String setupFrame(String setup) {
    return """
        {"event":"setup_data","data":{"session_id":"%s","timestamp":"2026-01-31T12:00:00Z","setup":%s}}"""
        .formatted(ID, setup);
  }

  /** What the relay keeps of a telemetry object. */
  static JsonText telemetry(String telemetry) throws Rejection {
    return ((Inbound.TelemetryUpdate) read(telemetryFrame(telemetry))).telemetry();
  }

  /** What the relay keeps of a setup. */
  static JsonText setup(String setup) throws Rejection {
    return ((Inbound.SetupData) read(setupFrame(setup))).setup();
  }
}
