package io.tidemark.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;

/** Looks for credentials where none may be. */
final class Secrets {

  private Secrets() {}

  /** Everything that anybody would print of an error. */
  static String all(Throwable error) {
    StringWriter text = new StringWriter();
    error.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  static void assertNoneIn(String text, Map<String, String> configuration) {
    for (String key : new String[] {"s3.access-key", "s3.secret-key", "s3.session-token"}) {
      String secret = configuration.get(key);
      if (secret != null) {
        assertThat(text).as(key).doesNotContain(secret);
      }
    }
    assertThat(text).doesNotContain("Signature=", "AWS4-HMAC-SHA256 Credential");
  }
}
