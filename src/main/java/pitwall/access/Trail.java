package pitwall.access;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * What a request says of itself and of its way here, in headers that anyone can write.
 *
 * @param host {@code Host}, null when there is none
 * @param forwarded {@code Forwarded}, line by line
 * @param forwardedFor {@code X-Forwarded-For}, line by line
 * @param forwardedProto {@code X-Forwarded-Proto}, null when there is none
 * @param forwardedHost {@code X-Forwarded-Host}, null when there is none
 */
public record Trail(
    String host,
    List<String> forwarded,
    List<String> forwardedFor,
    String forwardedProto,
    String forwardedHost) {

  /**
   * Reads it from a request.
   *
   * @param headers gives all values of a header by its name, in any case; empty when it is missing
   */
  public static Trail of(Function<String, ? extends Collection<String>> headers) {
    return new Trail(
        first(headers.apply("Host")),
        List.copyOf(headers.apply("Forwarded")),
        List.copyOf(headers.apply("X-Forwarded-For")),
        first(headers.apply("X-Forwarded-Proto")),
        first(headers.apply("X-Forwarded-Host")));
  }

  private static String first(Collection<String> values) {
    return values.isEmpty() ? null : values.iterator().next();
  }

  /** Whether some proxy, or somebody who would like to be one, has said whom it speaks for. */
  boolean namesAClient() {
    return !forwarded.isEmpty() || !forwardedFor.isEmpty();
  }
}
