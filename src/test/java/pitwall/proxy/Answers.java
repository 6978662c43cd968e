package pitwall.proxy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** What the proxies answer a client that speaks HTTP/2 and trusts their certificate. */
final class Answers {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private Answers() {}

  /**
   * @param headers names and values in turn
   */
  static HttpResponse<String> get(URI uri, String... headers) {
    return send(HttpRequest.newBuilder(uri), headers);
  }

  /**
   * @param headers names and values in turn
   */
  static HttpResponse<String> post(URI uri, String body, String... headers) {
    return send(
        HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString(body)), headers);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request, String... headers) {
    try {
      if (headers.length > 0) {
        request.headers(headers);
      }
      return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
