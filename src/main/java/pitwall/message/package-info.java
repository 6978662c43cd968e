/**
 * The wire vocabulary: the events of the contract as records ({@link pitwall.message.Inbound},
 * {@link pitwall.message.Outbound}), the values inside them, and how they are read from and written
 * to JSON with JSON-B.
 *
 * <p>Payloads ({@code setup}, {@code telemetry}) are never bound: {@link pitwall.message.Envelope}
 * checks them and cuts them out as {@link pitwall.message.JsonText}, so that viewers get every
 * digit as it was sent. Imports no other package of the project.
 */
package pitwall.message;
