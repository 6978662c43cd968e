/**
 * What a race session is and remembers: its owner, its newest setup and telemetry, when it was last
 * used. Imports {@code message} and {@code config} only: who watches is {@code hub}'s affair.
 */
package pitwall.session;
