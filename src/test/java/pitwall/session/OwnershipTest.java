package pitwall.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import pitwall.config.Settings.Takeover;
import pitwall.message.Code;
import pitwall.message.PublishToken;
import pitwall.message.Rejection;

/** The contract's "Who may publish", rule by rule. */
class OwnershipTest {
  private static final String HOME = "192.0.2.7";
  private static final String ELSEWHERE = "198.51.100.9";
  private static final PublishToken TOKEN = PublishToken.random();
  private static final PublishToken WRONG = PublishToken.random();

  private final Ownership ownership = owned(Takeover.ADDRESS, HOME);

  @Test
  void theConnectionThatWasGivenTheSessionPublishes() throws Rejection {
    assertThat(ownership.connected()).isTrue();
    assertThat(ownership.claim(new Claim(1, HOME, null))).isFalse();
  }

  @Test
  void theOwnerMayPresentItsToken() throws Rejection {
    assertThat(ownership.claim(new Claim(1, HOME, TOKEN))).isFalse();
    assertThat(ownership.claim(new Claim(1, HOME, null))).isFalse();
  }

  @Test
  void aWrongTokenIsRefusedEvenFromTheOwnerItself() throws Rejection {
    assertThat(refusal(new Claim(1, HOME, WRONG))).hasMessageStartingWith("publish_token is wrong");
    assertThat(refusal(new Claim(1, HOME, new PublishToken(""))))
        .hasMessageStartingWith("publish_token is wrong");
    assertThat(ownership.claim(new Claim(1, HOME, null))).isFalse();
  }

  @Test
  void whileTheOwnerIsConnectedNobodyElsePublishesNotEvenFromItsAddress() throws Rejection {
    assertThat(refusal(new Claim(2, HOME, null))).hasMessageContaining("present its publish_token");
    assertThat(refusal(new Claim(2, ELSEWHERE, null)))
        .hasMessageContaining("present its publish_token");
    assertThat(ownership.claim(new Claim(1, HOME, null))).isFalse();
  }

  @Test
  void theTokenTakesTheSessionOverFromAnOwnerThatStillLooksConnected() throws Rejection {
    assertThat(ownership.claim(new Claim(2, ELSEWHERE, TOKEN))).isTrue();
    assertThat(ownership.claim(new Claim(2, ELSEWHERE, null))).isFalse();
    assertThat(refusal(new Claim(1, HOME, null))).hasMessageContaining("another connection");
  }

  @Test
  void theTokenTakesTheSessionBackAgain() throws Rejection {
    ownership.claim(new Claim(2, ELSEWHERE, TOKEN));

    assertThat(ownership.claim(new Claim(1, HOME, TOKEN))).isTrue();
    assertThat(refusal(new Claim(2, ELSEWHERE, null)).code()).isEqualTo(Code.NOT_OWNER);
  }

  @Test
  void aMonitorReturnsFromTheSameAddressOnceItsConnectionIsGone() throws Rejection {
    assertThat(ownership.leave(1)).isTrue();
    assertThat(ownership.connected()).isFalse();

    assertThat(ownership.claim(new Claim(2, HOME, null))).isTrue();
    assertThat(ownership.connected()).isTrue();
  }

  @Test
  void aMonitorFromAnotherAddressNeedsTheToken() throws Rejection {
    ownership.leave(1);

    assertThat(refusal(new Claim(2, ELSEWHERE, null)))
        .hasMessageContaining("present its publish_token");
    assertThat(ownership.connected()).isFalse();
    assertThat(ownership.claim(new Claim(2, ELSEWHERE, TOKEN))).isTrue();
  }

  @Test
  void aWrongTokenIsRefusedFromTheRightAddressAndWithoutAnOwnerToo() {
    ownership.leave(1);

    assertThat(refusal(new Claim(2, HOME, WRONG))).hasMessageStartingWith("publish_token is wrong");
    assertThat(ownership.connected()).isFalse();
  }

  @Test
  void theLastOwnersAddressCounts() throws Rejection {
    ownership.claim(new Claim(2, ELSEWHERE, TOKEN));
    ownership.leave(2);

    assertThat(refusal(new Claim(3, HOME, null)).code()).isEqualTo(Code.NOT_OWNER);
    assertThat(ownership.claim(new Claim(3, ELSEWHERE, null))).isTrue();
  }

  @Test
  void withTheTokenPolicyAnAddressIsNotEnough() throws Rejection {
    Ownership strict = owned(Takeover.TOKEN, HOME);
    strict.leave(1);

    assertThat(refusal(strict, new Claim(2, HOME, null)).code()).isEqualTo(Code.NOT_OWNER);
    assertThat(refusal(strict, new Claim(1, HOME, null)).code()).isEqualTo(Code.NOT_OWNER);
    assertThat(strict.claim(new Claim(2, HOME, TOKEN))).isTrue();
  }

  @Test
  void withTheTokenPolicyTheOwnerItselfNeedsNone() throws Rejection {
    assertThat(owned(Takeover.TOKEN, HOME).claim(new Claim(1, HOME, null))).isFalse();
  }

  @Test
  void emptyAddressesNeverMatch() throws Rejection {
    Ownership unknown = owned(Takeover.ADDRESS, "");
    unknown.leave(1);

    assertThat(refusal(unknown, new Claim(2, "", null)).code()).isEqualTo(Code.NOT_OWNER);
    assertThat(unknown.claim(new Claim(2, "", TOKEN))).isTrue();
  }

  @Test
  void onlyTheOwnersEndFreesTheSessionAndOnlyOnce() throws Rejection {
    assertThat(ownership.leave(2)).isFalse();
    assertThat(ownership.connected()).isTrue();
    assertThat(ownership.leave(1)).isTrue();
    assertThat(ownership.leave(1)).isFalse();
  }

  @Test
  void theEndOfAnOwnerThatWasReplacedChangesNothing() throws Rejection {
    ownership.claim(new Claim(2, HOME, TOKEN));

    assertThat(ownership.leave(1)).isFalse();
    assertThat(ownership.connected()).isTrue();
    assertThat(ownership.claim(new Claim(2, HOME, null))).isFalse();
  }

  private static Ownership owned(Takeover policy, String address) {
    return new Ownership(TOKEN, policy, new Claim(1, address, null));
  }

  private Rejection refusal(Claim claim) {
    return refusal(ownership, claim);
  }

  private static Rejection refusal(Ownership ownership, Claim claim) {
    Rejection refusal = catchThrowableOfType(Rejection.class, () -> ownership.claim(claim));
    assertThat(refusal.code()).isEqualTo(Code.NOT_OWNER);
    assertThat(refusal.getMessage()).doesNotContain(TOKEN.value(), HOME, ELSEWHERE);
    return refusal;
  }
}
