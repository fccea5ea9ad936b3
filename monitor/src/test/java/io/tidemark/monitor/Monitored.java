package io.tidemark.monitor;

import io.tidemark.config.Configuration;
import io.tidemark.monitor.metrics.PrometheusMetrics;
import io.tidemark.runtime.time.SystemTime;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** A stub job with a server before it, and requests whose every byte a test chooses. */
final class Monitored implements AutoCloseable {

  final StubJob job = new StubJob();
  final PrometheusMetrics metrics = new PrometheusMetrics();
  final MonitorToken token = MonitorToken.make(new SecureRandom());
  final MonitorServer server;
  private final SystemTime time = new SystemTime(InstantSource.system());

  Monitored(Path folder) {
    this(folder, Map.of());
  }

  Monitored(Path folder, Map<String, String> options) {
    Map<String, String> all = new HashMap<>(Map.of("rest.port", "0"));
    all.putAll(options);
    server = MonitorServer.open(Configuration.of(all), time, folder.resolve("run"), token);
    server.watch(job, metrics);
  }

  URI uri() {
    return server.uri();
  }

  String authority() {
    return uri().getAuthority();
  }

  /** An answer, with its head as it came. */
  record Reply(int status, String head, String body) {}

  Reply get(String path) throws IOException {
    return send("GET " + path, "", "Host: " + authority());
  }

  /** As a program that knows the token. */
  Reply post(String path, String body) throws IOException {
    return send(
        "POST " + path,
        body,
        "Host: " + authority(),
        "Content-Type: application/json",
        "Authorization: Bearer " + token.secret());
  }

  /** Sends exactly these header lines, and a length if there is a body. */
  Reply send(String methodAndPath, String body, String... headers) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    StringBuilder head = new StringBuilder(methodAndPath + " HTTP/1.1\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    if (!body.isEmpty()) {
      head.append("Content-Length: ").append(bytes.length).append("\r\n");
    }
    head.append("Connection: close\r\n\r\n");
    try (Socket socket = new Socket(uri().getHost(), uri().getPort())) {
      socket.getOutputStream().write(head.toString().getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
      return reply(socket.getInputStream().readAllBytes());
    }
  }

  private static Reply reply(byte[] bytes) {
    String all = new String(bytes, StandardCharsets.UTF_8);
    int end = all.indexOf("\r\n\r\n");
    String head = all.substring(0, end);
    return new Reply(Integer.parseInt(head.split(" ", 3)[1]), head, all.substring(end + 4));
  }

  /** Sends what it is given and waits for the other side to hang up. */
  static byte[] sendAndWait(URI uri, String text) throws IOException {
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      ByteArrayOutputStream read = new ByteArrayOutputStream();
      socket.getInputStream().transferTo(read);
      return read.toByteArray();
    }
  }

  @Override
  public void close() {
    server.close();
    metrics.close();
    time.close();
  }
}
