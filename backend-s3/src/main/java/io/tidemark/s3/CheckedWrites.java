package io.tidemark.s3;

import io.tidemark.s3.object.ObjectException;

/**
 * Looks whether a key is free and then writes, which two processes can do at once: for servers that
 * can do no better, where the user has said so.
 */
final class CheckedWrites implements FreeNames {

  private final Connection connection;

  CheckedWrites(Connection connection) {
    this.connection = connection;
  }

  /** Within this process, one thread at a time. */
  @Override
  public synchronized boolean take(String key, byte[] content) {
    try {
      connection.client().length(key);
      return false;
    } catch (ObjectException e) {
      if (!e.isNotFound()) {
        throw e;
      }
    }
    connection.client().put(key, connection.payload(content, content.length), false);
    return true;
  }
}
