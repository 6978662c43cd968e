package pitwall.config;

import java.time.Duration;

/**
 * How often something may happen: {@code 2000/10s} is 200 a second in the long run, and 2,000 at
 * once after a pause.
 *
 * @param amount from 1
 * @param per not zero
 */
public record Rate(int amount, Duration per) {}
