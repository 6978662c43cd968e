package pitwall.soak;

/**
 * What a relay holds at one moment, by its own {@code /metrics}.
 *
 * @param connections over all transports
 * @param threads of the whole server
 * @param files open ones of the whole server, sockets included
 * @param heapBytes in use right after a full collection
 */
record Holdings(
    int connections, int viewers, int sessions, int threads, int files, long heapBytes) {

  /**
   * @param metrics in Prometheus's text format
   */
  static Holdings of(String metrics) {
    return new Holdings(
        (int) sum(metrics, "pitwall_connections{"),
        (int) sum(metrics, "pitwall_viewers "),
        (int) sum(metrics, "pitwall_sessions{"),
        (int) sum(metrics, "jvm_threads_live_threads "),
        (int) sum(metrics, "process_files_open_files "),
        (long) sum(metrics, "jvm_memory_used_bytes{area=\"heap\""));
  }

  /** The sum of all lines that begin so. */
  static double sum(String metrics, String begin) {
    double[] values =
        metrics
            .lines()
            .filter(line -> line.startsWith(begin))
            .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
            .toArray();
    if (values.length == 0) {
      throw new AssertionError("no metric " + begin);
    }
    return java.util.Arrays.stream(values).sum();
  }
}
