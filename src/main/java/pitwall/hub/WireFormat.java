package pitwall.hub;

/** How a message looks on one kind of wire. One instance per format, shared by its viewers. */
@FunctionalInterface
public interface WireFormat {
  /** The text to send. Called once per frame and format, whoever watches; any thread. */
  String encode(Frame frame);
}
