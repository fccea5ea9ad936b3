package io.tidemark.monitor;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.random.RandomGenerator;

/** What a request must know to change something. Never in a log; its text form hides it. */
public final class MonitorToken {

  private static final int BYTES = 32;

  private final String secret;

  private MonitorToken(String secret) {
    this.secret = secret;
  }

  /**
   * Makes one that nobody can guess.
   *
   * @param random cryptographically strong, such as {@link java.security.SecureRandom}
   */
  public static MonitorToken make(RandomGenerator random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return of(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  static MonitorToken of(String secret) {
    return new MonitorToken(secret);
  }

  /** For whoever may know it: its owner's terminal, and the file that only the owner reads. */
  public String secret() {
    return secret;
  }

  /** Takes as long for a wrong guess as for a nearly right one. */
  boolean matches(String guess) {
    return MessageDigest.isEqual(bytes(secret), bytes(guess));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "MonitorToken[hidden]";
  }
}
