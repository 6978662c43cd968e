package pitwall.fuzz;

import java.util.Arrays;
import java.util.Random;
import java.util.function.Function;

/**
 * Tries a property on many inputs. When one breaks it, parts of that are left out and what remains
 * is made plainer for as long as it still breaks in the same way, and the test fails with the rest.
 *
 * <p>Each run draws the same inputs, so that a failure is the change's; {@code -Dfuzz.seed=} draws
 * others.
 */
public final class Fuzz {
  private static final int MOST_STEPS = 20_000;
  private static final long DEFAULT_SEED = 911;

  private Fuzz() {}

  /** What must hold; throws whatever it likes when it does not. */
  public interface Property {
    void check(char[] input) throws Exception;
  }

  /** What must hold of a text. */
  public interface TextProperty {
    void check(String text) throws Exception;
  }

  /** What must hold of bytes. */
  public interface ByteProperty {
    void check(byte[] bytes) throws Exception;
  }

  public static void texts(int count, Function<Random, String> draw, TextProperty property) {
    run(count, random -> draw.apply(random).toCharArray(), in -> property.check(new String(in)));
  }

  public static void bytes(int count, Function<Random, byte[]> draw, ByteProperty property) {
    run(count, random -> widened(draw.apply(random)), in -> property.check(narrowed(in)));
  }

  private static void run(int count, Function<Random, char[]> draw, Property property) {
    long seed = Long.getLong("fuzz.seed", DEFAULT_SEED);
    Random random = new Random(seed);
    for (int i = 0; i < count; i++) {
      char[] input = draw.apply(random);
      Throwable broken = breaks(property, input);
      if (broken != null) {
        char[] least = shrunk(property, input, broken.getClass());
        throw new AssertionError(
            "seed %d, input %d, shrunk from %d to %d characters: \"%s\""
                .formatted(seed, i, input.length, least.length, shown(least)),
            breaks(property, least));
      }
    }
  }

  private static Throwable breaks(Property property, char[] input) {
    try {
      property.check(input.clone());
      return null;
    } catch (Exception | Error e) {
      return e;
    }
  }

  private static char[] shrunk(Property property, char[] input, Class<?> how) {
    char[] least = input;
    int steps = 0;
    int piece = Math.max(1, least.length / 2);
    while (steps < MOST_STEPS) {
      boolean smaller = false;
      for (int from = 0; from < least.length && steps++ < MOST_STEPS; ) {
        char[] without = without(least, from, Math.min(piece, least.length - from));
        Throwable broken = breaks(property, without);
        if (broken != null && broken.getClass() == how) {
          least = without;
          smaller = true;
        } else {
          from += piece;
        }
      }
      if (piece == 1 && !smaller) {
        break;
      }
      piece = Math.max(1, piece / 2);
    }
    return plainer(property, least, how);
  }

  private static char[] without(char[] all, int from, int length) {
    char[] rest = Arrays.copyOf(all, all.length - length);
    System.arraycopy(all, from + length, rest, from, rest.length - from);
    return rest;
  }

  private static char[] plainer(Property property, char[] input, Class<?> how) {
    char[] plain = input.clone();
    for (int i = 0; i < plain.length; i++) {
      for (char c : new char[] {0, 'a', '0'}) {
        char was = plain[i];
        plain[i] = c;
        Throwable broken = breaks(property, plain);
        if (broken != null && broken.getClass() == how) {
          break;
        }
        plain[i] = was;
      }
    }
    return plain;
  }

  private static String shown(char[] input) {
    StringBuilder shown = new StringBuilder();
    for (char c : input) {
      shown.append(c < ' ' || c > '~' ? "\\u%04x".formatted((int) c) : String.valueOf(c));
    }
    return shown.toString();
  }

  private static char[] widened(byte[] bytes) {
    char[] wide = new char[bytes.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = (char) (bytes[i] & 0xff);
    }
    return wide;
  }

  private static byte[] narrowed(char[] wide) {
    byte[] bytes = new byte[wide.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) wide[i];
    }
    return bytes;
  }
}
