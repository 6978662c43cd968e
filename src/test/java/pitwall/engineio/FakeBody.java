package pitwall.engineio;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A request's body that arrives when the test says so. */
final class FakeBody extends ServletInputStream {
  private ReadListener listener;
  private byte[] there = new byte[0];
  private boolean ended;
  private boolean knowsItsEnd;
  private boolean askedForMore;
  private Meanwhile meanwhile = () -> {};

  /** What others do. */
  interface Meanwhile {
    void run() throws IOException;
  }

  /** What others do while some of it is being read. */
  void meanwhile(Meanwhile others) {
    meanwhile = others;
  }

  /** Some of it is there; it is read at once. */
  void arrives(byte[] bytes) throws IOException {
    there = bytes;
    listener.onDataAvailable();
  }

  void arrives(String text) throws IOException {
    arrives(text.getBytes(StandardCharsets.UTF_8));
  }

  void ends() throws IOException {
    ended = true;
    listener.onAllDataRead();
  }

  /** From here on it says that it has ended as soon as all has been read, as Undertow does. */
  void knowsItsEnd() {
    knowsItsEnd = true;
  }

  void breaks() {
    listener.onError(new IOException("the client has gone"));
  }

  /** What nobody has read. */
  int left() {
    return there.length;
  }

  /** The last of it is there, as Payara tells it. */
  void endsWith(String text) throws IOException {
    there = text.getBytes(StandardCharsets.UTF_8);
    ends();
  }

  @Override
  public int available() {
    return there.length;
  }

  @Override
  public boolean isFinished() {
    return ended || knowsItsEnd && there.length == 0;
  }

  /** Whether somebody wanted to be told when there is more than there was. */
  boolean askedForMore() {
    return askedForMore;
  }

  @Override
  public boolean isReady() {
    askedForMore = there.length == 0;
    return !askedForMore;
  }

  @Override
  public void setReadListener(ReadListener newListener) {
    listener = newListener;
  }

  @Override
  public int read() {
    throw new UnsupportedOperationException("one byte at a time");
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    int read = Math.min(length, there.length);
    System.arraycopy(there, 0, into, from, read);
    there = Arrays.copyOfRange(there, read, there.length);
    meanwhile.run();
    return read;
  }
}
