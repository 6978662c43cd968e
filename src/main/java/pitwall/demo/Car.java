package pitwall.demo;

import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The demo car: a mass with an engine, drag, a tank and four wheels. It is driven along a line, so
 * it never slides off. SI units inside; speed m/s, fuel litres, temperatures °C.
 *
 * <p>Not thread-safe, one caller at a time.
 */
final class Car {

  private static final double CAPACITY = 40; // litres: small, so that pit stops are never far away
  private static final double REFUELLING = 1.9; // litres a second
  private static final double ROLLING_FUEL = 0.0003; // litres per m off the throttle
  private static final double POWER_FUEL = 0.00085; // litres per m on full throttle, on top
  private static final double FUEL_DENSITY = 0.74; // kg per litre
  private static final double DRY_MASS = 1280; // kg
  private static final double POWER = 270; // W per kg of dry mass
  private static final double TRACTION = 6.5; // m/s², what the driven wheels pass on
  private static final double DRAG = 0.0005; // 1/m: m/s² for each (m/s)²
  private static final double ROLLING = 0.15; // m/s²
  private static final double BRAKES = 13; // m/s² with the pedal down
  private static final double FRONT_BRAKES = 0.56; // share of the braking
  private static final double STEERING = 1900; // % of full lock for 1/m
  private static final double[] GEAR_TOP = {21, 32, 43, 55, 67, 83}; // m/s at SHIFT
  private static final double SHIFT = 8400; // rpm
  private static final double IDLE = 1500; // rpm

  private final List<Wheel> wheels;
  private double speed;
  private double throttle; // 0 to 1
  private double brake; // 0 to 1
  private double steering; // -100 (left) to 100
  private double fuel = CAPACITY;
  private double water = 76;

  /** A car with a full tank and cold tyres, rolling at this speed. */
  Car(double speed, double road) {
    this.speed = speed;
    wheels =
        List.of(
            new Wheel("fl", 1, FRONT_BRAKES, 0, 127, road),
            new Wheel("fr", -1, FRONT_BRAKES, 0, 127, road),
            new Wheel("rl", 1, 1 - FRONT_BRAKES, 0.35, 129, road),
            new Wheel("rr", -1, 1 - FRONT_BRAKES, 0.35, 129, road));
  }

  /**
   * Drives at the target speed, or as near to it as engine and brakes allow.
   *
   * @param curvature 1/m, positive to the right
   * @param road the road's temperature
   * @param seconds at most 0.1, or the integration becomes rough
   * @return metres covered
   */
  double drive(double target, double curvature, double road, double seconds) {
    double before = speed;
    double mass = 1 + fuel * FUEL_DENSITY / DRY_MASS; // in dry cars
    double push = Math.min(TRACTION, POWER / Math.max(before, 1)) / mass;
    double drag = before > 0 ? ROLLING + DRAG * before * before : 0;
    double slowest = Math.max(0, before - (BRAKES + drag) * seconds);
    speed = Math.max(slowest, Math.min(target, before + (push - drag) * seconds));
    double effort = (speed - before) / seconds + drag; // m/s² from the wheels
    throttle = Math.max(0, Math.min(1, effort / push));
    brake = Math.max(0, Math.min(1, -effort / BRAKES));
    steering = Math.max(-100, Math.min(100, curvature * STEERING));
    double lateral = speed * speed * curvature; // m/s², positive in a right-hander
    for (Wheel wheel : wheels) {
      wheel.turn(speed, lateral, brake * BRAKES, Math.max(0, effort), road, seconds);
    }
    water += (82 + 9 * throttle + (road - 30) / 4 - water) * seconds / 45;
    double metres = (before + speed) / 2 * seconds;
    fuel = Math.max(0, fuel - metres * (ROLLING_FUEL + POWER_FUEL * throttle));
    return metres;
  }

  void refuel(double seconds) {
    fuel = Math.min(CAPACITY, fuel + REFUELLING * seconds);
  }

  /** Fits four new tyres, as cold as the road. */
  void changeTyres(double road) {
    wheels.forEach(wheel -> wheel.changeTyre(road));
  }

  double speed() {
    return speed;
  }

  double fuel() {
    return fuel;
  }

  /** The tyres' grip as a share of four new ones at their best. */
  double grip() {
    double sum = 0;
    for (Wheel wheel : wheels) {
      sum += wheel.grip();
    }
    return sum / wheels.size();
  }

  /** Adds what the car's own sensors tell, in the units of the wire: km/h, %, kPa. */
  void describe(JsonObjectBuilder telemetry, JsonBuilderFactory json) {
    int gear = gear();
    telemetry
        .add("fuel", rounded(fuel, 1000))
        .add("fuel_capacity", CAPACITY)
        .add("tire_pressures", wheels(json, Wheel::pressure, 100))
        .add("tire_temps", wheels(json, wheel -> wheel.temperature, 100))
        .add("tire_wear", wheels(json, wheel -> wheel.tread, 10_000))
        .add("brake_temps", wheels(json, wheel -> wheel.disc, 10))
        .add("engine_water_temp", rounded(water, 100))
        .add("speed", rounded(speed * 3.6, 100))
        .add("gear", gear)
        .add("rpm", rounded(gear == 0 ? IDLE : revs(gear), 10))
        .add("throttle", rounded(throttle * 100, 100))
        .add("brake", rounded(brake * 100, 100))
        .add("steering", rounded(steering, 100));
  }

  private JsonObjectBuilder wheels(
      JsonBuilderFactory json, ToDoubleFunction<Wheel> value, int parts) {
    JsonObjectBuilder corners = json.createObjectBuilder();
    wheels.forEach(wheel -> corners.add(wheel.name, rounded(value.applyAsDouble(wheel), parts)));
    return corners;
  }

  private int gear() {
    int gear = speed < 0.5 ? 0 : 1;
    while (gear > 0 && gear < GEAR_TOP.length && speed > GEAR_TOP[gear - 1]) {
      gear++;
    }
    return gear;
  }

  private double revs(int gear) {
    return Math.max(IDLE, SHIFT * speed / GEAR_TOP[gear - 1]);
  }

  /** The nearest of so many parts of one: 100 for two decimals. */
  static double rounded(double value, int parts) {
    return (double) Math.round(value * parts) / parts;
  }

  /** A tyre and its brake. Work is m²/s², joules for each kg of car. */
  private static final class Wheel {

    private static final double BEST = 88; // °C, where the tyre grips best
    private static final double SCRUB = 0.6; // share of the cornering that one tyre feels
    private static final double LEAN = 0.01; // what each m/s² moves to the outer side of it
    private static final double HEATING = 0.0042; // °C for each m²/s² of work
    private static final double COOLING = 0.009; // 1/s towards the road, standing
    private static final double WIND = 0.00010; // 1/m, what each m/s adds to that
    private static final double WEAR = 1.1e-6; // tread for each m²/s²
    private static final double BLISTERING = 20; // °C above BEST that double the wear
    private static final double BRAKE_HEATING = 0.5; // °C for each m²/s²
    private static final double BRAKE_COOLING = 0.01; // 1/s, standing
    private static final double BRAKE_WIND = 0.0012; // 1/m
    private static final double ATMOSPHERE = 101.3; // kPa

    private final String name;
    private final int side; // 1 on the left, which right-handers load, -1 on the right
    private final double braking; // its end's share
    private final double driving; // its own share
    private final double fill; // kPa above the atmosphere at 20 °C
    private double temperature;
    private double tread; // 1 when new
    private double disc = 180; // °C

    Wheel(String name, int side, double braking, double driving, double fill, double road) {
      this.name = name;
      this.side = side;
      this.braking = braking;
      this.driving = driving;
      this.fill = fill;
      changeTyre(road);
    }

    void changeTyre(double road) {
      temperature = road;
      tread = 1;
    }

    /** Turns under the whole car's accelerations, m/s². */
    void turn(double speed, double lateral, double brake, double push, double road, double time) {
      double metres = speed * time;
      double cornering = Math.abs(lateral) * (SCRUB + LEAN * side * lateral);
      double slide = cornering + brake * braking + push * driving + ROLLING;
      double blistering = Math.max(0, temperature - BEST) / BLISTERING;
      tread = Math.max(0, tread - slide * metres * WEAR * (1 + blistering));
      temperature += slide * metres * HEATING;
      temperature -= (temperature - road) * (COOLING * time + WIND * metres);
      disc += brake * braking * metres * BRAKE_HEATING;
      disc -= (disc - road) * (BRAKE_COOLING * time + BRAKE_WIND * metres);
    }

    /** Of air in a closed volume. */
    double pressure() {
      return (fill + ATMOSPHERE) * (temperature + 273.15) / 293.15 - ATMOSPHERE;
    }

    /** A 60 °C wrong temperature costs an eighth, the whole tread a quarter. */
    double grip() {
      double off = Math.min(1, Math.abs(temperature - BEST) / 60);
      return 1 - off * off / 8 - (1 - tread) / 4;
    }
  }
}
