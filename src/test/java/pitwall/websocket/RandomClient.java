package pitwall.websocket;

import static pitwall.websocket.ClientFrames.BINARY;
import static pitwall.websocket.ClientFrames.CLOSE;
import static pitwall.websocket.ClientFrames.FIN;
import static pitwall.websocket.ClientFrames.PING;
import static pitwall.websocket.ClientFrames.PONG;
import static pitwall.websocket.ClientFrames.RSV1;
import static pitwall.websocket.ClientFrames.TEXT;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** Says at random what the RFCs allow, in any form that they allow, and remembers it. */
final class RandomClient {
  final List<String> said = new ArrayList<>();
  private final Random random;
  private final int maxMessage;
  private final ByteArrayOutputStream wire = new ByteArrayOutputStream();

  RandomClient(Random random, int maxMessage) {
    this.random = random;
    this.maxMessage = maxMessage;
  }

  /** So many messages, and then perhaps a close frame with more behind it. */
  byte[] talk(int messages) {
    for (int i = 0; i < messages; i++) {
      message();
    }
    if (random.nextBoolean()) {
      say(FIN | CLOSE, new byte[] {15, (byte) 160, 'x'});
      said.add("close 4000 x");
      byte[] more = new byte[random.nextInt(100)];
      random.nextBytes(more);
      wire.writeBytes(more);
    }
    return wire.toByteArray();
  }

  private void message() {
    boolean text = random.nextBoolean();
    String words = text ? words(random.nextInt(maxMessage / 4)) : null;
    byte[] data = text ? ClientFrames.utf8(words) : bytes(random.nextInt(maxMessage));
    boolean deflated = random.nextBoolean();
    byte[] payload = deflated ? ClientFrames.deflated(data) : data;
    if (payload.length > maxMessage) { // noise grows by a few bytes
      deflated = false;
      payload = data;
    }
    int first = (text ? TEXT : BINARY) | (deflated ? RSV1 : 0);
    int from = 0;
    while (random.nextInt(3) > 0) {
      int length = random.nextInt(payload.length - from + 1);
      say(first, Arrays.copyOfRange(payload, from, from + length));
      from += length;
      first = ClientFrames.CONTINUATION;
      control();
    }
    say(FIN | first, Arrays.copyOfRange(payload, from, payload.length));
    said.add(text ? "text " + words : "binary " + HexFormat.of().formatHex(data));
    control();
  }

  private void control() {
    while (random.nextInt(4) == 0) {
      boolean ping = random.nextBoolean();
      byte[] data = bytes(random.nextInt(126));
      said.add((ping ? "ping " : "pong ") + HexFormat.of().formatHex(data));
      wire.writeBytes(ClientFrames.frame(FIN | (ping ? PING : PONG), data, random.nextInt(), 0));
    }
  }

  private void say(int first, byte[] payload) {
    int form = ClientFrames.form(payload.length);
    if ((first & 8) == 0 && random.nextInt(3) == 0) {
      form = form == 0 && random.nextBoolean() ? 2 : 8;
    }
    wire.writeBytes(ClientFrames.frame(first, payload, random.nextInt(), form));
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private String words(int length) {
    StringBuilder words = new StringBuilder();
    int[] most = {0x80, 0x800, 0x10000, 0x110000};
    for (int i = 0; i < length; i++) {
      int character = random.nextInt(most[random.nextInt(most.length)]);
      boolean surrogate = character >= 0xD800 && character < 0xE000;
      words.appendCodePoint(surrogate ? '\uFFFD' : character);
    }
    return words.toString();
  }
}
