/**
 * Plain WebSocket: frames of {@code {"event", "data", "id"?}} on {@code /ws/monitor} and {@code
 * /ws/dashboard}, by Jakarta WebSocket 2.1. Decoders and encoders turn frames into the records of
 * {@code message} and back; what they mean is {@code relay}'s affair. Imports {@code relay}, {@code
 * hub}, {@code access}, {@code message}, {@code container} and {@code config}.
 */
package pitwall.endpoint;
