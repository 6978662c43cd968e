package pitwall.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import pitwall.config.Settings;
import pitwall.config.TestSettings;
import pitwall.message.Code;
import pitwall.message.Rejection;

class ConnectionsTest {
  private final Settings settings =
      TestSettings.with(
          "max-connections", "5",
          "max-connections-per-address", "2",
          "trusted-proxies", "127.0.0.9");
  private final Connections connections = new Connections(settings, new Proxies(settings));

  private Code refusalOf(String address) {
    Rejection entering = catchThrowableOfType(Rejection.class, () -> connections.enter(address));
    Rejection checking = catchThrowableOfType(Rejection.class, () -> connections.check(address));
    assertThat(checking.code()).isEqualTo(entering.code());
    return entering.code();
  }

  @Test
  void anAddressMayHaveSomeAndNoMore() throws Rejection {
    connections.enter("192.0.2.1");
    connections.enter("192.0.2.1");
    assertThat(refusalOf("192.0.2.1")).isEqualTo(Code.RATE_LIMITED);
    assertThat(connections.size()).isEqualTo(2);
    connections.enter("192.0.2.2");

    connections.leave("192.0.2.1");
    connections.check("192.0.2.1");
    connections.enter("192.0.2.1");
    assertThat(refusalOf("192.0.2.1")).isEqualTo(Code.RATE_LIMITED);
  }

  @Test
  void ofIpv6TheNetworkCounts() throws Rejection {
    connections.enter("2001:db8:0:1::1");
    connections.enter("2001:db8:0:1:ffff::2");
    assertThat(refusalOf("2001:db8:0:1::3")).isEqualTo(Code.RATE_LIMITED);
    assertThatCode(() -> connections.enter("2001:db8:0:2::1")).doesNotThrowAnyException();
  }

  @Test
  void allTogetherTheyMayHaveSomeAndNoMore() throws Rejection {
    for (int i = 0; i < 5; i++) {
      connections.enter("192.0.2." + i);
    }
    assertThat(refusalOf("192.0.2.99")).isEqualTo(Code.SERVER_BUSY);
    assertThat(refusalOf("127.0.0.1")).isEqualTo(Code.SERVER_BUSY);
    assertThat(connections.size()).isEqualTo(5);
  }

  @Test
  void thisMachinesOwnAddressesAreNotCountedUnlessTheyAreProxies() throws Rejection {
    for (String own : new String[] {"127.0.0.1", "127.0.0.1", "127.0.0.1", "0:0:0:0:0:0:0:1", ""}) {
      connections.enter(own);
    }
    connections.leave("127.0.0.1");
    connections.leave("127.0.0.1");
    connections.enter("127.0.0.9");
    connections.enter("127.0.0.9");
    connections.leave("");
    assertThat(refusalOf("127.0.0.9")).isEqualTo(Code.RATE_LIMITED);
  }

  @Test
  void nothingIsLeftWhenAllHaveLeft() throws Rejection {
    for (int i = 0; i < 100; i++) {
      connections.enter("192.0.2.1");
      connections.enter("192.0.2.1");
      assertThat(refusalOf("192.0.2.1")).isEqualTo(Code.RATE_LIMITED);
      connections.leave("192.0.2.1");
      connections.leave("192.0.2.1");
    }
    assertThat(connections.size()).isZero();
  }
}
