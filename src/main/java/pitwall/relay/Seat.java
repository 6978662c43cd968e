package pitwall.relay;

import pitwall.hub.Room;
import pitwall.session.RaceSession;

/** A session that somebody publishes to, and its room. */
record Seat(RaceSession session, Room room) {}
