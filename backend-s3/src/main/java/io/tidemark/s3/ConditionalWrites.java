package io.tidemark.s3;

import io.tidemark.config.InvalidConfigurationException;
import io.tidemark.s3.object.ObjectException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes objects by {@code If-None-Match}, which the server does atomically, if it does it. Whether
 * it does is found out before anything depends on it, with an object of its own; not sooner,
 * because who only looks at snapshots may have no permission to write.
 */
final class ConditionalWrites implements FreeNames {

  /** Two that differ, so that a lost answer to the second is not taken for a success. */
  private static final byte[] FIRST_PROBE = {1};

  private static final byte[] SECOND_PROBE = {2};
  private static final int NOT_IMPLEMENTED = 501;

  private final Connection connection;
  private final String server;
  private final String probeKey;
  private boolean honoured;

  /**
   * Makes a way to take names.
   *
   * @param server its name, for errors
   * @param probeKey of an object that is no blob and that nobody else makes
   */
  ConditionalWrites(Connection connection, String server, String probeKey) {
    this.connection = connection;
    this.server = server;
    this.probeKey = probeKey;
  }

  @Override
  public boolean take(String key, byte[] content) {
    requireHonoured();
    return put(key, content);
  }

  private boolean put(String key, byte[] content) {
    try {
      connection.client().put(key, connection.payload(content, content.length), true);
      return true;
    } catch (ObjectException e) {
      if (e.isTaken()) {
        return false;
      }
      throw e;
    }
  }

  private synchronized void requireHonoured() {
    if (honoured) {
      return;
    }
    boolean refused;
    try {
      put(probeKey, FIRST_PROBE);
      refused = !put(probeKey, SECOND_PROBE);
    } catch (ObjectException e) {
      if (e.status() == NOT_IMPLEMENTED || e.code().equals("NotImplemented")) {
        throw notHonoured(e);
      }
      throw e;
    }
    connection.client().delete(List.of(probeKey));
    if (!refused) {
      throw notHonoured(null);
    }
    honoured = true;
  }

  private InvalidConfigurationException notHonoured(@Nullable ObjectException cause) {
    return new InvalidConfigurationException(
        server
            + " does not honour If-None-Match, by which manifests and epochs are made: use a server"
            + " that does, or, if you make sure yourself that a job never has two coordinators, set"
            + " s3.create-if-absent = check-then-put",
        cause);
  }
}
