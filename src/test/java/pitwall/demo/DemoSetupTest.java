package pitwall.demo;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class DemoSetupTest {

  @Test
  void everyGarageValueIsNamedShownAndWithinItsRange() throws IOException {
    JsonObject values = setup().getJsonObject("carSetup").getJsonObject("garageValues");

    assertThat(values).hasSizeGreaterThan(12);
    for (String key : values.keySet()) {
      JsonObject entry = values.getJsonObject(key);
      assertThat(entry.getString("key")).isEqualTo(key);
      assertThat(entry.getString("stringValue")).isNotBlank();
      assertThat(entry.getInt("value"))
          .as(key)
          .isBetween(entry.getInt("minValue"), entry.getInt("maxValue"));
    }
  }

  private static JsonObject setup() throws IOException {
    try (InputStream file = LapModel.class.getResourceAsStream("setup.json");
        var reader = Json.createReader(file)) {
      return reader.readObject();
    }
  }
}
