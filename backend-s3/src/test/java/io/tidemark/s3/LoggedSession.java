package io.tidemark.s3;

import io.tidemark.spi.SnapshotStorage;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** What users do, right and wrong, in a process of its own whose output a test reads. */
final class LoggedSession {

  private LoggedSession() {}

  public static void main(String[] arguments) throws Exception {
    String client = arguments[0];
    URI root = Opened.freshRoot();
    try (FaultyProxy proxy = FaultyProxy.before(S3Server.endpoint())) {
      Map<String, String> configuration = Opened.patient(proxy.endpoint(), client);
      try (SnapshotStorage storage = Opened.open(root, configuration)) {
        Opened.put(storage, "a", new byte[10]);
        storage.createIfAbsent("b", new byte[10]);
        proxy.plan(request -> Fault.SLOW_DOWN);
        print(() -> Opened.get(storage, "a"));
        proxy.plan(request -> Fault.RESET);
        print(() -> Opened.put(storage, "c", new byte[10]));
        proxy.plan(request -> Fault.NONE);
        print(() -> Opened.get(storage, "missing"));
        storage.delete(List.of("a", "b"));
      }
      configuration.put("s3.create-if-absent", "check-then-put");
      Opened.open(root, configuration).close();
      print(() -> Opened.open(URI.create("s3://no-such-bucket/jobs"), configuration));
      configuration.put("s3.session-token", "a-token-that-nobody-may-see");
      configuration.put("s3.secret-key", "another-" + S3Server.SECRET_KEY);
      print(() -> Opened.open(root, configuration));
      print(
          () ->
              Opened.open(
                  URI.create("s3://" + S3Server.ACCESS_KEY + ":" + S3Server.SECRET_KEY + "@b/c"),
                  configuration));
      configuration.put("s3.profile", "other");
      print(() -> Opened.open(root, configuration));
    }
    System.out.println("The session is over");
    System.exit(0);
  }

  private interface Step {
    void run() throws Exception;
  }

  private static void print(Step step) {
    try {
      step.run();
      System.out.println("Nothing went wrong");
    } catch (Exception e) {
      e.printStackTrace();
    }
  }
}
