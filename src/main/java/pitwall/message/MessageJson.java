package pitwall.message;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.JsonbException;
import jakarta.json.bind.config.PropertyNamingStrategy;
import pitwall.message.Inbound.EndSession;
import pitwall.message.Inbound.JoinSession;
import pitwall.message.Inbound.LeaveSession;
import pitwall.message.Inbound.RequestSessionId;
import pitwall.message.Inbound.RotateSession;
import pitwall.message.Inbound.SetupData;
import pitwall.message.Inbound.TelemetryUpdate;

/**
 * The events as JSON: envelopes become {@link Inbound} records, {@link Outbound} records become
 * text.
 *
 * <p>JSON-B binds all that the relay itself understands. Payloads go around it as {@link JsonText}:
 * binding them would change digits, and JSON-B has no way to write raw text.
 *
 * <p>Thread-safe: {@link Jsonb} is, and there is nothing else.
 */
public final class MessageJson {
  private static final int MAX_TIMESTAMP = 256;
  private static final String[] HEAD = {"session_id", "publish_token"};
  private static final Jsonb JSONB =
      JsonbBuilder.create(
          new JsonbConfig()
              .withPropertyNamingStrategy(PropertyNamingStrategy.LOWER_CASE_WITH_UNDERSCORES)
              .withNullValues(true)
              .withAdapters(
                  new Adapters.OfSessionId(),
                  new Adapters.OfPublishToken(),
                  new Adapters.OfCode(),
                  new Adapters.OfSessionState()));

  private MessageJson() {}

  /** What an event's data say about whom it concerns; the rest of the data is opaque. */
  public record Head(SessionId sessionId, PublishToken publishToken) {}

  /**
   * Gives an envelope its meaning.
   *
   * @throws Rejection {@code unknown_event}, or {@code invalid_payload} when the event's data are
   *     not what it needs
   */
  public static Inbound bind(Envelope envelope) throws Rejection {
    String event = envelope.requiredEvent();
    return switch (event) {
      case "request_session_id" -> request(envelope);
      case "setup_data" -> setup(envelope, head(envelope));
      case "telemetry_update" -> telemetry(envelope, head(envelope));
      case "join_session" -> join(envelope, head(envelope).sessionId());
      case "leave_session" -> new LeaveSession(head(envelope).sessionId());
      case "rotate_session" -> rotate(envelope, head(envelope));
      case "end_session" -> end(head(envelope));
      default ->
          throw new Rejection(
              Code.UNKNOWN_EVENT,
              "unknown event %s: expected request_session_id, setup_data, telemetry_update, join_session, leave_session, rotate_session or end_session"
                  .formatted(Rejection.quote(event)));
    };
  }

  private static RequestSessionId request(Envelope envelope) throws Rejection {
    return new RequestSessionId(envelope.isEmpty() ? null : pin(envelope));
  }

  private static JoinSession join(Envelope envelope, SessionId session) throws Rejection {
    String token = text(envelope, "token");
    return new JoinSession(session, pin(envelope), token == null ? null : ViewerToken.of(token));
  }

  private static RotateSession rotate(Envelope envelope, Head head) throws Rejection {
    return new RotateSession(head.sessionId(), head.publishToken(), pin(envelope));
  }

  private static EndSession end(Head head) {
    return new EndSession(head.sessionId(), head.publishToken());
  }

  private static Pin pin(Envelope envelope) throws Rejection {
    String pin = text(envelope, "pin");
    return pin == null ? null : Pin.of(pin);
  }

  /** A member that is a string; null when it is missing or null. */
  private static String text(Envelope envelope, String name) throws Rejection {
    JsonText value = envelope.members().get(name);
    if (value == null || value.isNull() && value.mended() == 0) {
      return null;
    }
    if (!value.isString()) {
      throw Rejection.invalid(name + " must be a string");
    }
    return value.string();
  }

  private static SetupData setup(Envelope envelope, Head head) throws Rejection {
    JsonText timestamp = envelope.members().getOrDefault("timestamp", JsonText.NULL);
    if (timestamp.text().length() > MAX_TIMESTAMP) {
      throw Rejection.invalid(
          "timestamp may have " + MAX_TIMESTAMP + " characters: expected ISO 8601");
    }
    return new SetupData(
        head.sessionId(), head.publishToken(), timestamp, object(envelope, "setup"));
  }

  private static TelemetryUpdate telemetry(Envelope envelope, Head head) throws Rejection {
    return new TelemetryUpdate(
        head.sessionId(), head.publishToken(), object(envelope, "telemetry"));
  }

  private static Head head(Envelope envelope) throws Rejection {
    StringBuilder text = new StringBuilder(160).append('{');
    for (String name : HEAD) {
      JsonText value = envelope.members().get(name);
      if (value != null) {
        if (value.mended() > 0) {
          throw Rejection.invalid(name + " must be a string"); // what was null here, was NaN
        }
        text.append(text.length() > 1 ? ",\"" : "\"").append(name).append("\":");
        text.append(value.text());
      }
    }
    Head head;
    try {
      head = JSONB.fromJson(text.append('}').toString(), Head.class);
    } catch (JsonbException e) {
      throw refusalIn(e);
    }
    if (head.sessionId() == null) {
      throw Rejection.invalid("session_id is missing: expected the session's id, a string");
    }
    return head;
  }

  private static Rejection refusalIn(JsonbException thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof Rejection rejection) {
        return rejection;
      }
    }
    return Rejection.invalid("session_id or publish_token could not be read: expected strings");
  }

  private static JsonText object(Envelope envelope, String name) throws Rejection {
    JsonText value = envelope.members().get(name);
    if (value == null) {
      throw Rejection.invalid(name + " is missing: expected an object");
    }
    if (!value.isObject()) {
      throw Rejection.invalid(name + " must be an object");
    }
    return value;
  }

  /** The event's data as JSON: the {@code data} of a plain frame, the argument in Socket.IO. */
  public static String data(Outbound message) {
    if (message instanceof Outbound.TelemetryUpdate update) {
      String telemetry = update.telemetry().text();
      return "{\"session_id\":\""
          + update.sessionId().value()
          + "\",\"telemetry\":"
          + telemetry
          + '}';
    }
    if (message instanceof Outbound.SetupUpdate update) {
      return "{\"session_id\":\""
          + update.sessionId().value()
          + "\",\"timestamp\":"
          + update.timestamp().text()
          + ",\"setup\":"
          + update.setup().text()
          + '}';
    }
    return toJson(message);
  }

  /**
   * {@code {"code": "…", "message": "…"}}: why something was refused, beside a {@code relay_error}.
   */
  public static String error(Rejection rejection) {
    return error(rejection.code().toString(), rejection.getMessage());
  }

  /** As {@link #error(Rejection)}, for refusals that the contract has no code for. */
  public static String error(String code, String message) {
    return toJson(new Failure(code, message));
  }

  /** What {@link #error} writes. */
  public record Failure(String code, String message) {}

  /** Any other record as JSON, in the wire's style: names in lower case with underscores. */
  public static String toJson(Object record) {
    return JSONB.toJson(record);
  }
}
