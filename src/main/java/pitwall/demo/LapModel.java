package pitwall.demo;

import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObjectBuilder;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Random;

/**
 * One invented car that laps {@linkplain Circuit#pitwallRing() an invented circuit} for ever, for
 * visitors of the home page who have no car of their own. A lap takes about 100 s, a stint ten.
 *
 * <pre>
 *  RACING ──low fuel──→ COMING_IN ──pit entry──→ IN_LANE ──its box──→ IN_BOX ──served──→ LEAVING
 *    ↑                                                                                      │
 *    └───────────────────────────────────────pit exit───────────────────────────────────────┘
 * </pre>
 *
 * <p>The same seed and the same total time give the same race, whatever the steps in between; the
 * clock only dates the telemetry. Not thread-safe, one caller at a time.
 */
final class LapModel {

  private static final double TICK = 0.05; // s, the model's own step
  private static final double ROLLING_START = 40; // m/s
  private static final double FORM = 0.006; // of grip, a lap's standard deviation

  private static final double LAST_CALL = -550; // m from the start line, where to decide to come in
  private static final double PIT_ENTRY = -300; // m
  private static final double PIT_BOX = 60; // m
  private static final double PIT_EXIT = 300; // m
  private static final double PIT_SPEED = 60 / 3.6; // m/s
  private static final double PIT_BRAKING = 6; // m/s²
  private static final double LOW_FUEL = 6; // litres, a lap and a half
  private static final double SHORTEST_STOP = 22; // s, enough to fill the tank
  private static final double STOP_SPREAD = 6; // s

  private static final int FIELD = 18; // cars
  private static final int USUAL_PLACE = 4;
  private static final int PLACES_LOST_IN_PITS = 4;

  /** In the order in which they follow one another. */
  private enum Phase {
    RACING,
    COMING_IN,
    IN_LANE,
    IN_BOX,
    LEAVING
  }

  private final JsonBuilderFactory json = Json.createBuilderFactory(Map.of());
  private final Circuit circuit = Circuit.pitwallRing();
  private final Car car = new Car(ROLLING_START, roadTemperature(0));
  private final InstantSource clock;
  private final Random random;

  private double pending; // s asked for and not yet driven
  private long ticks;
  private double distance; // m from the start line
  private int lap = 1;
  private double lapStart; // s
  private double lastLap = Double.NaN; // s, NaN until there is one
  private double bestLap = Double.NaN;
  private double form = 1;
  private int position = USUAL_PLACE;
  private Phase phase = Phase.RACING;
  private int stops;
  private double served; // s, when this stop ends

  /**
   * @param seed decides the laps' small differences, the places won and lost, the stops' lengths
   */
  LapModel(InstantSource clock, long seed) {
    this.clock = clock;
    this.random = new Random(seed);
  }

  /**
   * Lets the race go on.
   *
   * @param seconds meant for 0.05 to 2; the work grows with it
   * @throws IllegalArgumentException for a negative or infinite time
   */
  void advance(double seconds) {
    if (!(seconds >= 0 && seconds < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("seconds must be finite, 0 or more, not " + seconds);
    }
    pending += seconds;
    // Within half a tick, or rounding would make some steps of one tick do nothing.
    while (pending > TICK / 2) {
      pending -= TICK;
      ticks++;
      tick();
    }
  }

  private void tick() {
    double fromLine = distance > circuit.length() / 2 ? distance - circuit.length() : distance;
    if (endsPhase(fromLine)) {
      enter(Phase.values()[(phase.ordinal() + 1) % Phase.values().length]);
    }
    if (phase == Phase.IN_BOX) {
      car.refuel(TICK);
    }
    // A corner takes v² from the tyres, so speed goes with the root of grip.
    double fastest = circuit.limit(distance) * Math.sqrt(car.grip() * form);
    double target = Math.min(fastest, pitLimit(fromLine));
    distance += car.drive(target, circuit.curvature(distance), roadTemperature(time()), TICK);
    if (distance >= circuit.length()) {
      crossLine();
    }
  }

  private boolean endsPhase(double fromLine) {
    return switch (phase) {
      case RACING -> car.fuel() < LOW_FUEL && fromLine < LAST_CALL;
      case COMING_IN -> fromLine > PIT_ENTRY;
      case IN_LANE -> fromLine > PIT_BOX - 0.3;
      case IN_BOX -> time() >= served;
      case LEAVING -> fromLine > PIT_EXIT;
    };
  }

  private void enter(Phase next) {
    phase = next;
    if (next == Phase.IN_BOX) {
      stops++;
      served = time() + SHORTEST_STOP + STOP_SPREAD * random.nextDouble();
    } else if (next == Phase.LEAVING) {
      car.changeTyres(roadTemperature(time()));
      place(position + PLACES_LOST_IN_PITS);
    }
  }

  /** The highest speed, m/s, at which the pits can still be obeyed. */
  private double pitLimit(double fromLine) {
    return switch (phase) {
      case RACING -> Double.MAX_VALUE;
      case COMING_IN -> braking(PIT_ENTRY - fromLine, PIT_SPEED);
      case IN_LANE -> Math.min(PIT_SPEED, braking(PIT_BOX - fromLine, 0));
      case IN_BOX -> 0;
      case LEAVING -> PIT_SPEED;
    };
  }

  private static double braking(double metres, double speed) {
    return Math.sqrt(speed * speed + 2 * PIT_BRAKING * Math.max(0, metres));
  }

  private void crossLine() {
    distance -= circuit.length();
    double crossed = time() - distance / car.speed();
    lastLap = crossed - lapStart;
    bestLap = lap == 1 ? lastLap : Math.min(bestLap, lastLap);
    lapStart = crossed;
    lap++;
    form = 1 + FORM * Math.max(-2, Math.min(2, random.nextGaussian()));
    // The further behind its usual place, the likelier a gain: who passed in the pits stops too.
    double chance = 0.2 + 0.12 * (position - USUAL_PLACE);
    double luck = random.nextDouble();
    if (luck < chance) {
      place(position - 1);
    } else if (luck > 0.85) {
      place(position + 1);
    }
  }

  private void place(int wanted) {
    position = Math.max(1, Math.min(FIELD, wanted));
  }

  /** Race time, s. */
  private double time() {
    return ticks * TICK;
  }

  /** °C, 17 to 25, in slow waves that do not repeat within a day. */
  private static double airTemperature(double time) {
    return 21 + 3 * Math.sin(time / 2300) + Math.sin(time / 710);
  }

  /** °C, 24 to 37. */
  private static double roadTemperature(double time) {
    return airTemperature(time) + 9.5 + 2.5 * Math.sin(time / 1100);
  }

  /** The present state as a monitor would send it: a JSON object of about 0.8 KB. */
  String telemetry() {
    JsonObjectBuilder telemetry = json.createObjectBuilder();
    telemetry
        .add("timestamp", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString())
        .add("lap", lap)
        .add("position", position)
        .add("lap_time", Car.rounded(time() - lapStart, 1000));
    addLapTime(telemetry, "last_lap_time", lastLap);
    addLapTime(telemetry, "best_lap_time", bestLap);
    car.describe(telemetry, json);
    return telemetry
        .add("track_temp", Car.rounded(roadTemperature(time()), 10))
        .add("ambient_temp", Car.rounded(airTemperature(time()), 10))
        .add("player_name", stops / 2 % 2 == 0 ? "Demo Driver A" : "Demo Driver B")
        .add("car_name", "Pitwall Demo Team #24:GT")
        .add("track_name", "Pitwall Ring")
        .add("session_type", "Race")
        .add("lap_distance", Car.rounded(distance, 1000))
        .add("track_length", Car.rounded(circuit.length(), 10))
        .add("position_x", Car.rounded(circuit.x(distance), 100))
        .add("position_z", Car.rounded(circuit.z(distance), 100))
        .add("in_pits", phase != Phase.RACING && phase != Phase.COMING_IN)
        .build()
        .toString();
  }

  private static void addLapTime(JsonObjectBuilder telemetry, String name, double seconds) {
    if (Double.isNaN(seconds)) {
      telemetry.addNull(name);
    } else {
      telemetry.add(name, Car.rounded(seconds, 1000));
    }
  }
}
