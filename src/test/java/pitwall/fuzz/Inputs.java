package pitwall.fuzz;

import java.util.List;
import java.util.Random;
import java.util.function.Function;

/** Draws inputs: what is right, what is nearly right, and noise. */
public final class Inputs {
  private static final int MOST_HARM = 5;

  private Inputs() {}

  /**
   * Texts: a tenth noise, the others one of those given with up to five changes.
   *
   * @param samples well-formed
   * @param words what is likely to matter where it does not belong
   */
  public static Function<Random, String> near(List<String> samples, String... words) {
    return random -> {
      if (random.nextInt(10) == 0) {
        return noise(random, words);
      }
      StringBuilder text = new StringBuilder(any(random, samples));
      for (int harm = random.nextInt(MOST_HARM + 1); harm > 0; harm--) {
        change(text, random, samples, words);
      }
      return text.toString();
    };
  }

  private static void change(
      StringBuilder text, Random random, List<String> samples, String[] words) {
    int at = random.nextInt(text.length() + 1);
    int to = Math.min(text.length(), at + 1 + random.nextInt(8));
    switch (random.nextInt(7)) {
      case 0 -> text.insert(at, character(random));
      case 1 -> text.insert(at, any(random, List.of(words)));
      case 2 -> text.delete(at, to);
      case 3 -> text.insert(at, text.substring(at, to));
      case 4 -> text.setLength(at);
      case 5 -> {
        String other = any(random, samples);
        text.replace(at, text.length(), other.substring(random.nextInt(other.length() + 1)));
      }
      default -> {
        if (at < text.length()) {
          text.setCharAt(at, character(random));
        }
      }
    }
  }

  private static String noise(Random random, String[] words) {
    StringBuilder noise = new StringBuilder();
    for (int length = random.nextInt(40); length > 0; length--) {
      if (random.nextInt(4) == 0) {
        noise.append(any(random, List.of(words)));
      } else {
        noise.append(character(random));
      }
    }
    return noise.toString();
  }

  /** Any, also half a surrogate pair; mostly those of ASCII. */
  private static char character(Random random) {
    return (char) random.nextInt(random.nextInt(4) == 0 ? 0x10000 : 0x80);
  }

  /** Bytes with up to five changes; a tenth of them is noise. */
  public static byte[] changed(byte[] bytes, Random random) {
    byte[] changed = bytes.clone();
    if (random.nextInt(10) == 0) {
      changed = new byte[random.nextInt(300)];
      random.nextBytes(changed);
    }
    for (int harm = random.nextInt(MOST_HARM + 1); harm > 0 && changed.length > 0; harm--) {
      int at = random.nextInt(changed.length);
      switch (random.nextInt(4)) {
        case 0 -> changed[at] = (byte) random.nextInt();
        case 1 -> changed[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> changed = java.util.Arrays.copyOf(changed, at);
        default -> {
          byte[] less = new byte[changed.length - 1];
          System.arraycopy(changed, 0, less, 0, at);
          System.arraycopy(changed, at + 1, less, at, less.length - at);
          changed = less;
        }
      }
    }
    return changed;
  }

  private static String any(Random random, List<String> of) {
    return of.get(random.nextInt(of.size()));
  }
}
