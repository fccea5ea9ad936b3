package io.tidemark.monitor;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Decides whose requests are answered.
 *
 * <ol>
 *   <li>A request names a host under which this monitor is known: a page of another site cannot
 *       make its own name point here and read the answers.
 *   <li>It does not come from a page of another origin.
 *   <li>One that changes something bears the token, and is of a type that no page can send to
 *       another origin unasked.
 * </ol>
 */
final class RequestGuard {

  private static final String BEARER = "Bearer ";

  private final Set<String> hosts = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
  private final MonitorToken token;

  /**
   * @param hosts the names under which the monitor is known, beside those of loopback
   */
  RequestGuard(Collection<String> hosts, MonitorToken token) {
    this.hosts.addAll(List.of("localhost", "127.0.0.1", "[::1]"));
    this.hosts.addAll(hosts);
    this.token = token;
  }

  void requireAllowed(HttpExchange exchange) throws RefusedException {
    Headers headers = exchange.getRequestHeaders();
    String authority = one(headers, "Host").orElse("");
    if (!hosts.contains(host(authority))) {
      throw new RefusedException(
          RefusedException.MISDIRECTED,
          "This monitor does not answer for the host that was named; rest.address lists more"
              + " names");
    }
    Optional<String> origin = one(headers, "Origin");
    if (origin.isPresent() && !isOwn(origin.get(), authority)) {
      throw foreign();
    }
    Optional<String> site = one(headers, "Sec-Fetch-Site");
    if (site.isPresent() && !Set.of("same-origin", "none").contains(site.get())) {
      throw foreign();
    }
  }

  private static RefusedException foreign() {
    return new RefusedException(
        RefusedException.FORBIDDEN, "Pages of other origins are not answered");
  }

  /** For a request that changes something, once it {@linkplain #requireAllowed is allowed}. */
  void requireToken(HttpExchange exchange) throws RefusedException {
    Headers headers = exchange.getRequestHeaders();
    String type = one(headers, "Content-Type").orElse("");
    if (!type.toLowerCase(Locale.ROOT).split(";", 2)[0].strip().equals("application/json")) {
      throw new RefusedException(
          RefusedException.NOT_JSON, "The Content-Type must be application/json");
    }
    String authorization = one(headers, "Authorization").orElse("");
    if (!authorization.startsWith(BEARER)
        || !token.matches(authorization.substring(BEARER.length()).strip())) {
      exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
      throw new RefusedException(
          RefusedException.UNAUTHORIZED,
          authorization.isEmpty()
              ? "This needs the token that the job's process has shown"
              : "The token is not that of this job's process");
    }
  }

  private static boolean isOwn(String origin, String authority) {
    try {
      URI uri = new URI(origin);
      return uri.getRawAuthority() != null && uri.getRawAuthority().equalsIgnoreCase(authority);
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /** What comes before the port, which may be another one before a proxy or a tunnel. */
  private static String host(String authority) {
    int port = authority.lastIndexOf(':');
    return port > authority.lastIndexOf(']') ? authority.substring(0, port) : authority;
  }

  private static Optional<String> one(Headers headers, String name) throws RefusedException {
    List<String> values = headers.getOrDefault(name, List.of());
    if (values.size() > 1) {
      throw new RefusedException(
          RefusedException.BAD_REQUEST, "The header " + name + " must be there once");
    }
    return values.stream().findFirst();
  }
}
