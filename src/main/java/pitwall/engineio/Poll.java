package pitwall.engineio;

import java.util.List;

/**
 * A GET that waits for packets. The session calls one of the two, once, from any thread; neither
 * may block. When the response cannot be delivered, the poll reports that to {@link
 * EngineSession#pollLost}.
 */
interface Poll {
  void answer(List<Packet> packets);

  void refuse(EngineError error);
}
