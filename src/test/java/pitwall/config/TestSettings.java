package pitwall.config;

import java.util.HashMap;
import java.util.Map;

/** Settings for tests: the defaults, but for what a test names. */
public final class TestSettings {
  private TestSettings() {}

  /**
   * @param namesAndValues names without their prefix, each followed by its value: {@code
   *     "max-sessions", "2"}
   */
  public static Settings with(String... namesAndValues) {
    Map<String, String> set = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      set.put("pitwall." + namesAndValues[i], namesAndValues[i + 1]);
    }
    Settings settings = new SettingsReader(set::remove).read();
    if (!set.isEmpty()) { // a test that sets nothing would prove nothing
      throw new IllegalArgumentException("no such settings: " + set.keySet());
    }
    return settings;
  }
}
