package pitwall.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QueryTest {
  @Test
  void findsAParameter() {
    Query query = new Query("EIO=4&transport=polling&sid=a%2Db&t=x=y");

    assertThat(query.get("EIO")).isEqualTo("4");
    assertThat(query.get("transport")).isEqualTo("polling");
    assertThat(query.get("sid")).isEqualTo("a-b");
    assertThat(query.get("t")).isEqualTo("x=y");
  }

  @Test
  void takesTheFirstOfSeveral() {
    assertThat(new Query("sid=a&sid=b").get("sid")).isEqualTo("a");
  }

  @Test
  void findsNothingWhereNothingIs() {
    assertThat(new Query(null).get("EIO")).isEmpty();
    assertThat(new Query("&&=&EIO&XEIO=4").get("EIO")).isEmpty();
  }

  @Test
  void leavesABrokenEscapeAsItIs() {
    assertThat(new Query("sid=%zz").get("sid")).isEqualTo("%zz");
  }
}
