package io.tidemark.s3.policy;

import io.tidemark.s3.object.ObjectBody;
import io.tidemark.s3.object.ObjectClient;
import io.tidemark.s3.object.ObjectException;
import org.jspecify.annotations.Nullable;

/** A body that goes on where an answer broke off, with another request. */
final class ResumedBody implements ObjectBody {

  private final ObjectClient client;
  private final Retries retries;
  private final String key;
  private final long offset;
  private final long length;
  private final long total;
  private long done;
  private @Nullable ObjectBody body;

  /**
   * Makes a body.
   *
   * @param client sends each request once
   * @param first the answer to the first request, for the range from {@code offset} on
   */
  ResumedBody(ObjectClient client, Retries retries, String key, long offset, ObjectBody first) {
    this.client = client;
    this.retries = retries;
    this.key = key;
    this.offset = offset;
    this.length = first.length();
    this.total = first.total();
    this.body = first;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public long total() {
    return total;
  }

  @Override
  public int read(byte[] target, int at, int count) {
    int read;
    try {
      read = readOnce(target, at, count);
    } catch (ObjectException e) {
      // What broke off was the first attempt: it counts, costs and waits like any other.
      read =
          retries.run(
              "go on with " + key,
              failures -> {
                if (failures == 0) {
                  throw e;
                }
                return readOnce(target, at, count);
              });
    }
    done += read;
    return read;
  }

  @Override
  public void close() {
    ObjectBody last = body;
    body = null;
    if (last != null) {
      last.close();
    }
  }

  private int readOnce(byte[] target, int at, int count) {
    try {
      ObjectBody from = body == null ? reopened() : body;
      body = from;
      return from.read(target, at, count);
    } catch (ObjectException e) {
      close();
      throw e;
    }
  }

  private ObjectBody reopened() {
    ObjectBody rest = client.open(key, offset + done, length - done);
    if (rest.total() != total) {
      rest.close();
      throw ObjectException.nonsense(
          "the object has " + rest.total() + " bytes now, and had " + total);
    }
    return rest;
  }
}
