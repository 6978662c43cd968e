package pitwall.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * A way to the server, at an address of its own, that can be cut and mended; or one that is slow:
 * it lets so many bytes a second through towards its clients, all of them together, and hardly
 * holds any itself.
 */
public final class Cable implements AutoCloseable {
  private static final int BUFFER = 4096;
  private static final int PIECES_A_SECOND = 20;

  private final int server;
  private final int bytesPerSecond;
  private final ServerSocket door;
  private final Queue<Socket> ends = new ConcurrentLinkedQueue<>();
  private volatile boolean isCut;

  /** As fast as can be. */
  public Cable(int server) throws IOException {
    this(server, Integer.MAX_VALUE);
  }

  Cable(int server, int bytesPerSecond) throws IOException {
    this.server = server;
    this.bytesPerSecond = bytesPerSecond;
    door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::serve);
  }

  int port() {
    return door.getLocalPort();
  }

  public URI http(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  /** Ends every connection that there is, and lets none through. */
  public void cut() throws IOException {
    isCut = true;
    for (Socket end = ends.poll(); end != null; end = ends.poll()) {
      end.close();
    }
  }

  public void mend() {
    isCut = false;
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void start(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // closed by one side or the other
              }
            },
            "cable");
    thread.setDaemon(true);
    thread.start();
  }

  private void serve() throws IOException {
    while (true) {
      Socket near = door.accept();
      if (isCut) {
        near.close();
        continue;
      }
      near.setSendBufferSize(BUFFER);
      Socket far = new Socket();
      ends.add(near);
      ends.add(far);
      far.setReceiveBufferSize(BUFFER);
      far.connect(new InetSocketAddress("127.0.0.1", server));
      start(() -> copy(near, far));
      start(() -> copySlowly(far, near));
    }
  }

  private static void copy(Socket from, Socket to) throws IOException {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    }
  }

  private void copySlowly(Socket from, Socket to) throws IOException {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] piece = new byte[Math.max(1, Math.min(BUFFER, bytesPerSecond / PIECES_A_SECOND))];
      for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
        pass(read);
        out.write(piece, 0, read);
      }
    }
  }

  /** One link for all connections: one piece at a time. */
  private synchronized void pass(int bytes) {
    long until = System.nanoTime() + 1_000_000_000L * bytes / bytesPerSecond;
    for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
    cut();
  }
}
