package pitwall.demo;

import java.util.List;

/**
 * A closed line of straights and constant-radius corners, and the speed that it allows at each
 * point. Distances are metres along the line from the start line and wrap around.
 *
 * <p>Immutable, safe for any thread.
 */
final class Circuit {

  private static final double SPACING = 2; // m between samples, about
  private static final double LATERAL_GRIP = 11; // m/s², at walking pace
  private static final double DOWNFORCE = 0.002; // 1/m: m/s² of grip for each (m/s)²
  private static final double BRAKING = 11; // m/s², what the driver plans with
  private static final double NO_LIMIT = 95; // m/s, more than the car reaches: drag ends a straight

  private final double length;
  private final double[] x;
  private final double[] z;
  private final double[] curvature;
  private final double[] limit;

  private Circuit(List<Segment> segments) {
    length = segments.stream().mapToDouble(Segment::length).sum();
    int samples = (int) Math.round(length / SPACING);
    x = new double[samples];
    z = new double[samples];
    curvature = new double[samples];
    trace(segments);
    limit = brakingLimit();
  }

  /** The demo's invented circuit: 4.3 km, nine corners, clockwise. */
  static Circuit pitwallRing() {
    // The straights of 329.881 and 353.113 m are what closes the line; change any segment and they
    // have to be solved again.
    return new Circuit(
        List.of(
            straight(430),
            corner(48, 90),
            straight(230),
            corner(85, -60),
            straight(340),
            corner(75, 120),
            straight(470),
            corner(190, 60),
            straight(640),
            corner(80, -80),
            straight(240),
            corner(32, 130),
            straight(329.881),
            corner(120, 70),
            straight(190),
            corner(60, -40),
            straight(150),
            corner(55, 70),
            straight(353.113)));
  }

  /** Metres. */
  double length() {
    return length;
  }

  /** Metres east of the start line. */
  double x(double distance) {
    return at(x, distance);
  }

  /** Metres north of the start line. */
  double z(double distance) {
    return at(z, distance);
  }

  /** 1/m, positive to the right. */
  double curvature(double distance) {
    return at(curvature, distance);
  }

  /** The highest speed, m/s, from which fresh warm tyres can still take the corners ahead. */
  double limit(double distance) {
    return at(limit, distance);
  }

  /** Follows exact arcs, so that rounding opens no gap at the line. */
  private void trace(List<Segment> segments) {
    Pose from = new Pose(0, 0, 0);
    double start = 0;
    int sample = 0;
    for (Segment segment : segments) {
      for (; sample < x.length; sample++) {
        double into = sample * length / x.length - start;
        if (into >= segment.length) {
          break;
        }
        Pose here = from.after(into, segment.curvature);
        x[sample] = here.x;
        z[sample] = here.z;
        curvature[sample] = segment.curvature;
      }
      from = from.after(segment.length, segment.curvature);
      start += segment.length;
    }
  }

  /**
   * Corner speeds from lateral grip, carried backwards at the braking limit. How fast a car comes
   * out of a corner is left to the car, since its weight changes.
   */
  private double[] brakingLimit() {
    int samples = curvature.length;
    double[] speeds = new double[samples];
    for (int i = 0; i < samples; i++) {
      // v² curvature = LATERAL_GRIP + v² DOWNFORCE, solved for v
      double demand = Math.max(1e-6, Math.abs(curvature[i]) - DOWNFORCE);
      speeds[i] = Math.min(NO_LIMIT, Math.sqrt(LATERAL_GRIP / demand));
    }
    // Twice around: the braking for the first corner may begin before the line.
    for (int i = 2 * samples - 1; i >= 0; i--) {
      double next = speeds[(i + 1) % samples];
      double here = Math.sqrt(next * next + 2 * BRAKING * length / samples);
      speeds[i % samples] = Math.min(speeds[i % samples], here);
    }
    return speeds;
  }

  private double at(double[] samples, double distance) {
    double laps = distance / length;
    double place = (laps - Math.floor(laps)) * samples.length;
    int index = (int) place;
    double from = samples[index % samples.length];
    double to = samples[(index + 1) % samples.length];
    return from + (to - from) * (place - index);
  }

  private static Segment straight(double length) {
    return new Segment(length, 0);
  }

  /** To the right, or to the left if the degrees are negative. */
  private static Segment corner(double radius, double degrees) {
    double length = radius * Math.toRadians(Math.abs(degrees));
    return new Segment(length, Math.signum(degrees) / radius);
  }

  /** Metres, and 1/m, positive to the right. */
  private record Segment(double length, double curvature) {}

  /** Metres, and radians from east, growing to the left. */
  private record Pose(double x, double z, double heading) {

    Pose after(double metres, double curvature) {
      double half = metres * curvature / 2;
      double chord = half == 0 ? metres : metres * Math.sin(half) / half;
      return new Pose(
          x + chord * Math.cos(heading - half),
          z + chord * Math.sin(heading - half),
          heading - 2 * half);
    }
  }
}
