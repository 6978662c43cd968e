package pitwall.hub;

import java.util.Map;

/**
 * How things stand at one moment.
 *
 * @param connections how many there are on each transport
 * @param waiting how much waits for all of them, in characters of frames
 * @param skipping how many are being skipped ahead, since they are too slow for all telemetry
 */
public record Census(Map<Transport, Integer> connections, long waiting, int skipping) {}
