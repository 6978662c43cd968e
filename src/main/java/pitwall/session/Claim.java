package pitwall.session;

import pitwall.message.PublishToken;

/**
 * What a connection says to be allowed to publish.
 *
 * @param connection the relay's number of the connection, never used twice
 * @param address where it comes from, empty when the server does not tell
 * @param token null when it presented none
 */
public record Claim(long connection, String address, PublishToken token) {}
