package io.tidemark.monitor;

import java.util.Map;

/**
 * Bounds how long a client of the JDK's HTTP server may take to send a request, how many header
 * lines it may send, and how many connections it may keep idle. The server reads these as
 * properties of the process, once, before the first server is made; what is set already stays.
 */
final class HttpBounds {

  private static final Map<String, String> PROPERTIES =
      Map.of(
          "sun.net.httpserver.maxReqTime", "10",
          "sun.net.httpserver.idleInterval", "30",
          "sun.net.httpserver.maxIdleConnections", "32",
          "sun.net.httpserver.maxReqHeaders", "64",
          "sun.net.httpserver.nodelay", "true");

  private HttpBounds() {}

  static void set() {
    PROPERTIES.forEach(
        (name, value) -> {
          if (System.getProperty(name) == null) {
            System.setProperty(name, value);
          }
        });
  }
}
