package pitwall.endpoint;

import pitwall.hub.WireFormat;

/** The plain wire's format, for benchmarks. */
public final class PlainWire {
  public static final WireFormat FORMAT = PlainFormat.PLAIN;

  private PlainWire() {}
}
