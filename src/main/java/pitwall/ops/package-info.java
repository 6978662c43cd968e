/**
 * What is there for who runs the relay: health, metrics for Prometheus (by Micrometer), the admin's
 * page and its API (behind Jakarta Security), and the door that closes when the heap is nearly full
 * or the relay is about to stop, and how it stops. Reads {@code relay}, {@code hub} and {@code
 * session}; imports {@code access}, {@code message} and {@code config} besides, of {@code engineio}
 * how a query is read, and of {@code container} how connections are served and end.
 */
package pitwall.ops;
