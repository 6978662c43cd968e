package pitwall.session;

import pitwall.config.Settings.Takeover;
import pitwall.message.Code;
import pitwall.message.PublishToken;
import pitwall.message.Rejection;

/**
 * Who may publish to one session.
 *
 * <p>The connection that was given the session owns it while it is open. The token takes the
 * session over at once, also from an owner that still looks connected (a half-open TCP connection
 * does, for minutes). Without it, a monitor may only step in for an owner that is gone, and only
 * from the same address: so a monitor that knows nothing of tokens survives a reconnect. That it
 * may publish; what cannot be taken back is for those who were given the session or its token.
 *
 * <p>Not thread-safe: {@link RaceSession} guards it.
 */
final class Ownership {
  private final PublishToken token;
  private final Takeover policy;
  private long owner;
  private String address;
  private boolean connected = true;
  private boolean proven = true; // the owner was given the session, or has presented the token

  Ownership(PublishToken token, Takeover policy, Claim first) {
    this.token = token;
    this.policy = policy;
    this.owner = first.connection();
    this.address = first.address();
  }

  /**
   * Lets a connection publish, or not.
   *
   * @return true when the session has changed hands
   * @throws Rejection {@code not_owner}
   */
  boolean claim(Claim claim) throws Rejection {
    check(claim);
    if (claim.token() == null && claim.connection() == owner && connected) {
      return false;
    }
    return takeOver(claim, claim.token() != null);
  }

  /**
   * Tells whether {@link #claim} would let a connection publish, and changes nothing.
   *
   * @throws Rejection {@code not_owner}
   */
  void check(Claim claim) throws Rejection {
    if (claim.token() != null) {
      mustMatch(claim.token());
      return;
    }
    if (claim.connection() == owner && connected) {
      return;
    }
    if (connected) {
      throw new Rejection(
          Code.NOT_OWNER,
          "another connection publishes to this session: present its publish_token to take over");
    }
    if (policy == Takeover.TOKEN || address.isEmpty() || !address.equals(claim.address())) {
      throw new Rejection(
          Code.NOT_OWNER,
          "this session belongs to a monitor elsewhere: present its publish_token to take over");
    }
  }

  /**
   * Checks that a connection may do what cannot be taken back: who has only come from the owner's
   * address, which may be a whole team's or a campus's, may not.
   *
   * @throws Rejection {@code not_owner}
   */
  void claimForGood(Claim claim) throws Rejection {
    if (claim.token() != null) {
      mustMatch(claim.token());
    } else if (claim.connection() != owner || !connected || !proven) {
      throw new Rejection(
          Code.NOT_OWNER,
          "that is for the connection that was given the session: present its publish_token");
    }
  }

  private void mustMatch(PublishToken presented) throws Rejection {
    if (!token.matches(presented)) {
      throw new Rejection(
          Code.NOT_OWNER, "publish_token is wrong: expected the one given with the session_id");
    }
  }

  private boolean takeOver(Claim claim, boolean proof) {
    boolean changed = claim.connection() != owner || !connected;
    proven = proof;
    owner = claim.connection();
    address = claim.address();
    connected = true;
    return changed;
  }

  /** The connection has ended; true when it was the owner's. */
  boolean leave(long connection) {
    if (connection != owner || !connected) {
      return false;
    }
    connected = false;
    return true;
  }

  boolean connected() {
    return connected;
  }
}
