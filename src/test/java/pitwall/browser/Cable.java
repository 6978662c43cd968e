package pitwall.browser;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A way to the server that can be cut and mended, at an address of its own. */
final class Cable implements AutoCloseable {
  private final int server;
  private final ServerSocket door;
  private final Queue<Socket> ends = new ConcurrentLinkedQueue<>();
  private volatile boolean isCut;

  Cable(int server) throws IOException {
    this.server = server;
    door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::serve);
  }

  URI http(String path) {
    return URI.create("http://127.0.0.1:" + door.getLocalPort() + path);
  }

  /** Ends every connection that there is, and lets none through. */
  void cut() throws IOException {
    isCut = true;
    for (Socket end = ends.poll(); end != null; end = ends.poll()) {
      end.close();
    }
  }

  void mend() {
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
      Socket far = new Socket("127.0.0.1", server);
      ends.add(near);
      ends.add(far);
      start(() -> copy(near, far));
      start(() -> copy(far, near));
    }
  }

  private static void copy(Socket from, Socket to) throws IOException {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
    cut();
  }
}
