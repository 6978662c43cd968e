package pitwall.browser;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.time.Instant;

/** Telemetry of a car with nothing wrong, one object after the other, half a second apart. */
final class Telemetry {
  private static final JsonObject HEALTHY =
      json(
          """
          {"lap":12,"position":3,"lap_time":61.2,"last_lap_time":136.811,"best_lap_time":136.5,
           "fuel":42.3,"fuel_capacity":90.0,"speed":201.4,"gear":5,"rpm":7100.0,
           "tire_temps":{"fl":90.1,"fr":91.2,"rl":92.3,"rr":93.4},
           "tire_pressures":{"fl":172.1,"fr":171.0,"rl":174.2,"rr":173.3},
           "tire_wear":{"fl":0.97,"fr":0.98,"rl":0.96,"rr":0.95},
           "brake_temps":{"fl":420.0,"fr":430.0,"rl":390.0,"rr":395.0},
           "engine_water_temp":88.0,"track_temp":31.4,"ambient_temp":22.6,
           "player_name":"Driver One","car_name":"911 RSR","track_name":"Spa","session_type":"Race",
           "lap_distance":3012.5,"track_length":6981.6,"position_x":-240.1,"position_z":750.5}
          """);

  private Instant time = Instant.parse("2026-01-31T12:00:00Z");

  /** The next object, with some of its fields replaced by those of a JSON object. */
  String next(String changes) {
    time = time.plusMillis(500);
    JsonObjectBuilder object = Json.createObjectBuilder(HEALTHY);
    object.add("timestamp", time.toString());
    json(changes).forEach(object::add);
    return object.build().toString();
  }

  String next() {
    return next("{}");
  }

  static Iterable<String> fields() {
    return HEALTHY.keySet();
  }

  static JsonValue of(String field) {
    return HEALTHY.get(field);
  }

  private static JsonObject json(String text) {
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      return reader.readObject();
    }
  }
}
