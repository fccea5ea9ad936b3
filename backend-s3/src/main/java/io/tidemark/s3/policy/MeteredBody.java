package io.tidemark.s3.policy;

import io.tidemark.s3.object.ObjectBody;
import io.tidemark.s3.object.ObjectException;
import io.tidemark.spi.MetricGroup;

/** Counts the bytes of a body as they come, and a request that fails behind the headers. */
record MeteredBody(ObjectBody body, MetricGroup.Counter received, MetricGroup.Counter failures)
    implements ObjectBody {

  @Override
  public long length() {
    return body.length();
  }

  @Override
  public long total() {
    return body.total();
  }

  @Override
  public int read(byte[] target, int offset, int count) {
    try {
      int read = body.read(target, offset, count);
      received.add(read);
      return read;
    } catch (ObjectException e) {
      failures.increment();
      throw e;
    }
  }

  @Override
  public void close() {
    body.close();
  }
}
