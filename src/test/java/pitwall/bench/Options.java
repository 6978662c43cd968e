package pitwall.bench;

import java.util.Locale;

/** What a load was asked for on the command line: {@code --name value}. */
final class Options {
  int port = 8080;
  Dialect dialect = Dialect.PLAIN;
  int sessions = 100;
  int viewers = 10;
  int slow;
  double rate = 2;
  int bytes = 1500;
  int seconds = 10;
  int warm = 5;
  int rounds = 5;
  boolean deflate;
  long pid;

  Options(String... arguments) {
    for (int i = 0; i < arguments.length; i += 2) {
      String value = i + 1 < arguments.length ? arguments[i + 1] : "";
      switch (arguments[i]) {
        case "--port" -> port = Integer.parseInt(value);
        case "--mode" -> dialect = Dialect.valueOf(value.toUpperCase(Locale.ROOT));
        case "--sessions" -> sessions = Integer.parseInt(value);
        case "--viewers" -> viewers = Integer.parseInt(value);
        case "--slow" -> slow = Integer.parseInt(value);
        case "--rate" -> rate = Double.parseDouble(value);
        case "--bytes" -> bytes = Integer.parseInt(value);
        case "--secs" -> seconds = Integer.parseInt(value);
        case "--warm" -> warm = Integer.parseInt(value);
        case "--rounds" -> rounds = Integer.parseInt(value);
        case "--deflate" -> deflate = Boolean.parseBoolean(value);
        case "--pid" -> pid = Long.parseLong(value);
        default ->
            throw new IllegalArgumentException(
                arguments[i]
                    + "? expected --port, --mode plain|sio, --sessions, --viewers, --slow, --rate,"
                    + " --bytes, --secs, --warm, --rounds, --deflate true or --pid");
      }
    }
  }
}
