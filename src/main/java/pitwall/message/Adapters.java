package pitwall.message;

import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.bind.adapter.JsonbAdapter;
import jakarta.json.spi.JsonProvider;
import java.util.function.Function;

/** How the wire's own values stand in JSON: each as a string, and as nothing else. */
final class Adapters {
  // Json.createValue would look the provider up on every call.
  private static final JsonProvider JSON = JsonProvider.provider();

  private Adapters() {}

  /** JSON-B by itself takes a number, too, where a string is wanted; the contract does not. */
  private abstract static class AsString<T> implements JsonbAdapter<T, JsonValue> {
    private final String expected;
    private final Function<String, T> read;
    private final Function<T, String> write;

    AsString(String expected, Function<String, T> read, Function<T, String> write) {
      this.expected = expected;
      this.read = read;
      this.write = write;
    }

    @Override
    public JsonValue adaptToJson(T value) {
      return JSON.createValue(write.apply(value));
    }

    @Override
    public T adaptFromJson(JsonValue json) throws Rejection {
      if (json instanceof JsonString string) {
        return read.apply(string.getString());
      }
      if (json == null || json == JsonValue.NULL) {
        return null;
      }
      throw Rejection.invalid(expected);
    }
  }

  static final class OfSessionId extends AsString<SessionId> {
    OfSessionId() {
      super("session_id must be a string", SessionId::new, SessionId::value);
    }
  }

  static final class OfPublishToken extends AsString<PublishToken> {
    OfPublishToken() {
      super("publish_token must be a string", PublishToken::new, PublishToken::value);
    }
  }

  static final class OfCode extends AsString<Code> {
    OfCode() {
      super("code must be a string", Code::valueOf, Code::toString);
    }
  }

  static final class OfSessionState extends AsString<SessionState> {
    OfSessionState() {
      super("state must be a string", SessionState::valueOf, SessionState::toString);
    }
  }
}
