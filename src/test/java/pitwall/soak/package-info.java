/**
 * What a relay on the internet has to bear, in one server for all of it: noise, floods, storms,
 * clients that stall, vanish or are killed. Beside each runs a session that is to notice nothing,
 * and after each the relay holds no more than before, as it counts that itself.
 *
 * <p>{@code mvn verify} runs it for some seconds, {@code mvn verify -Ppayara-micro,soak} for
 * minutes.
 */
package pitwall.soak;
