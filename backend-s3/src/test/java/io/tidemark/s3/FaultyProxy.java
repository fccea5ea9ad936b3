package io.tidemark.s3;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/**
 * Stands before an S3 server, on this machine, and does to requests and answers what networks and
 * servers do. It keeps a record of the requests. A connection serves one request.
 */
final class FaultyProxy implements AutoCloseable {

  /** A request's first line and headers. */
  record Request(String method, String target, List<String> headers) {

    /** S3's name for it, as far as the tests tell them apart. */
    String operation() {
      String query = target.contains("?") ? target.substring(target.indexOf('?') + 1) : "";
      boolean upload = query.contains("uploadId=");
      return switch (method) {
        case "PUT" -> upload ? "UploadPart" : "PutObject";
        case "POST" ->
            upload ? "Complete" : query.startsWith("uploads") ? "CreateUpload" : "Delete";
        case "DELETE" -> "Abort";
        case "HEAD" -> "Head";
        default ->
            upload
                ? "ListParts"
                : query.contains("uploads")
                    ? "ListUploads"
                    : query.contains("list-type") ? "List" : "Get";
      };
    }

    /** The value of a header; empty if it has none. */
    String header(String name) {
      return headers.stream()
          .filter(it -> it.regionMatches(true, 0, name + ":", 0, name.length() + 1))
          .map(it -> it.substring(name.length() + 1).strip())
          .findFirst()
          .orElse("");
    }

    boolean has(String header) {
      return headers.stream()
          .anyMatch(it -> it.toLowerCase(Locale.ROOT).startsWith(header.toLowerCase(Locale.ROOT)));
    }
  }

  /** Decides what becomes of a request. Called by many threads. */
  interface Plan {
    Fault faultFor(Request request);
  }

  private final URI server;
  private final ServerSocket socket;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private volatile Plan plan = request -> Fault.NONE;
  private volatile String answer = "";
  private volatile UnaryOperator<String> headerChange = UnaryOperator.identity();
  private volatile UnaryOperator<byte[]> bodyChange = UnaryOperator.identity();

  private FaultyProxy(URI server, ServerSocket socket) {
    this.server = server;
    this.socket = socket;
  }

  static FaultyProxy before(URI server) throws IOException {
    FaultyProxy proxy =
        new FaultyProxy(server, new ServerSocket(0, 100, InetAddress.getLoopbackAddress()));
    proxy.threads.execute(proxy::accept);
    return proxy;
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort());
  }

  void plan(Plan newPlan) {
    plan = newPlan;
  }

  /** From now on each request gets this answer, and the server none of them. */
  void answer(String status, String body) {
    answer = answerOf(status, body);
  }

  /** Changes the headers of requests; an empty one is left out. */
  void headers(UnaryOperator<String> change) {
    headerChange = change;
  }

  /** Changes the bodies of requests, which keep their length. */
  void bodies(UnaryOperator<byte[]> change) {
    bodyChange = change;
  }

  List<Request> requests() {
    return List.copyOf(requests);
  }

  List<String> operations() {
    return requests.stream().map(Request::operation).toList();
  }

  void forget() {
    requests.clear();
  }

  @Override
  public void close() throws IOException {
    socket.close();
    for (Socket connection : connections) {
      connection.close();
    }
    threads.shutdownNow();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        connections.add(connection);
        threads.execute(() -> serve(connection));
      } catch (IOException e) {
        // Closed by the test, which is at its end.
        return;
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      InputStream in = new BufferedInputStream(connection.getInputStream());
      List<String> head = head(in);
      if (head.isEmpty()) {
        return;
      }
      String[] line = head.get(0).split(" ");
      Request request = new Request(line[0], line[1], head.subList(1, head.size()));
      requests.add(request);
      Fault fault = plan.faultFor(request);
      if (fault == Fault.RESET) {
        reset(connection);
        return;
      }
      if (request.has("Expect:")) {
        connection.getOutputStream().write(ascii("HTTP/1.1 100 Continue\r\n\r\n"));
      }
      byte[] body = in.readNBytes(contentLength(request));
      answer(connection, request, body, fault);
    } catch (IOException e) {
      // The client gave up, or the test is at its end.
      connections.remove(connection);
    }
  }

  private void answer(Socket connection, Request request, byte[] body, Fault fault)
      throws IOException {
    OutputStream out = connection.getOutputStream();
    if (!answer.isEmpty()) {
      out.write(ascii(answer));
      return;
    }
    switch (fault) {
      case SLOW_DOWN -> out.write(ascii(answerOf("503 Slow Down", error("SlowDown"))));
      case ERROR_IN_SUCCESS -> out.write(ascii(answerOf("200 OK", error("InternalError"))));
      case LOST_ANSWER -> {
        forward(request, body);
        reset(connection);
      }
      case STALL -> {
        byte[] answered = forward(request, body);
        out.write(answered, 0, cutOf(answered));
        out.flush();
        // Until the client gives up, or the test is at its end.
        connection.getInputStream().read();
      }
      case TRUNCATE -> {
        byte[] answered = forward(request, body);
        out.write(answered, 0, cutOf(answered));
      }
      default -> out.write(forward(request, body));
    }
  }

  /** In the middle of the body, or of the headers if there is none. */
  private static int cutOf(byte[] answered) {
    int body = new String(answered, StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n") + 4;
    return body == answered.length ? body / 2 : body + (answered.length - body) / 2;
  }

  private byte[] forward(Request request, byte[] body) throws IOException {
    StringBuilder head =
        new StringBuilder(request.method() + " " + request.target() + " HTTP/1.1\r\n");
    for (String header : request.headers()) {
      String changed = headerChange.apply(header);
      String name = changed.toLowerCase(Locale.ROOT);
      if (!changed.isEmpty() && !name.startsWith("expect:") && !name.startsWith("connection:")) {
        head.append(changed).append("\r\n");
      }
    }
    head.append("Connection: close\r\n\r\n");
    try (Socket there = new Socket(server.getHost(), server.getPort())) {
      there.getOutputStream().write(ascii(head.toString()));
      there.getOutputStream().write(bodyChange.apply(body));
      return there.getInputStream().readAllBytes();
    }
  }

  private static void reset(Socket connection) throws IOException {
    connection.setSoLinger(true, 0);
    connection.close();
  }

  private static List<String> head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    String text = "";
    while (!text.endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        return List.of();
      }
      head.write(next);
      text = next == '\n' ? head.toString(StandardCharsets.ISO_8859_1) : "";
    }
    return text.strip().lines().toList();
  }

  private static int contentLength(Request request) {
    return request.headers().stream()
        .filter(header -> header.toLowerCase(Locale.ROOT).startsWith("content-length:"))
        .mapToInt(header -> Integer.parseInt(header.substring(15).strip()))
        .findFirst()
        .orElse(0);
  }

  static String error(String code) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>"
        + code
        + "</Code><Message>Said by the proxy of the tests.</Message></Error>";
  }

  private static String answerOf(String status, String body) {
    return "HTTP/1.1 "
        + status
        + "\r\nContent-Type: application/xml\r\nConnection: close\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
