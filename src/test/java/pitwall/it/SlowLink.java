package pitwall.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * A TCP proxy before the server that lets so many bytes a second through towards its clients, all
 * of them together, and hardly holds any itself.
 */
final class SlowLink implements AutoCloseable {
  private static final int BUFFER = 4096;
  private static final int PIECES_A_SECOND = 20;

  private final int server;
  private final ServerSocket door;
  private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
  private volatile int bytesPerSecond;

  SlowLink(int server, int bytesPerSecond) throws IOException {
    this.server = server;
    this.bytesPerSecond = bytesPerSecond;
    door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::serve);
  }

  int port() {
    return door.getLocalPort();
  }

  void rate(int newBytesPerSecond) {
    bytesPerSecond = newBytesPerSecond;
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
            "slow link");
    thread.setDaemon(true);
    thread.start();
  }

  private void serve() throws IOException {
    while (true) {
      Socket client = door.accept();
      sockets.add(client);
      client.setSendBufferSize(BUFFER);
      Socket up = new Socket();
      sockets.add(up);
      up.setReceiveBufferSize(BUFFER);
      up.connect(new InetSocketAddress("127.0.0.1", server));
      start(() -> copy(client, up, false));
      start(() -> copy(up, client, true));
    }
  }

  private void copy(Socket from, Socket to, boolean slowly) throws IOException {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] bytes = new byte[BUFFER];
      int piece = bytes.length;
      while (true) {
        if (slowly) {
          piece = Math.max(1, Math.min(bytes.length, bytesPerSecond / PIECES_A_SECOND));
        }
        int read = in.read(bytes, 0, piece);
        if (read < 0) {
          return;
        }
        if (slowly) {
          pass(read);
        }
        out.write(bytes, 0, read);
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
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
