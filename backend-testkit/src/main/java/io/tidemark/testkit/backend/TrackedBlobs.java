package io.tidemark.testkit.backend;

import io.tidemark.spi.BlobReader;
import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobScope;
import io.tidemark.spi.BlobSink;
import io.tidemark.spi.BlobWriter;
import io.tidemark.spi.SupportsLateReads;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A sink or source that remembers who left a writer or reader open, and what was committed. */
final class TrackedBlobs {

  private TrackedBlobs() {}

  /** The source, with every reader in {@code openings}. */
  static SupportsLateReads source(SupportsLateReads source, Openings openings) {
    return (blob, offset, length) -> {
      BlobReader reader = source.open(blob, offset, length);
      BlobReader tracked =
          new BlobReader() {
            @Override
            public int read(byte[] target, int at, int count) {
              return reader.read(target, at, count);
            }

            @Override
            public void close() {
              openings.closed(this);
              reader.close();
            }
          };
      openings.opened(tracked, "A reader of " + blob);
      return tracked;
    };
  }

  /** One capture's sink. */
  static final class Sink implements BlobSink {

    private final BlobSink sink;
    private final Openings openings;
    private final List<BlobRef> committed = new CopyOnWriteArrayList<>();
    private final Set<BlobRef> shared = ConcurrentHashMap.newKeySet();

    Sink(BlobSink sink, Openings openings) {
      this.sink = sink;
      this.openings = openings;
    }

    List<BlobRef> committed() {
      return List.copyOf(committed);
    }

    /** The committed blobs that were created to be named by later snapshots too. */
    Set<BlobRef> shared() {
      return Set.copyOf(shared);
    }

    @Override
    public BlobWriter<BlobRef> create(BlobScope scope) {
      BlobWriter<BlobRef> writer = sink.create(scope);
      BlobWriter<BlobRef> tracked =
          new BlobWriter<>() {
            @Override
            public void write(byte[] bytes, int offset, int length) {
              writer.write(bytes, offset, length);
            }

            @Override
            public BlobRef commit() {
              BlobRef blob = writer.commit();
              committed.add(blob);
              if (scope == BlobScope.SHARED) {
                shared.add(blob);
              }
              return blob;
            }

            @Override
            public void close() {
              openings.closed(this);
              writer.close();
            }
          };
      openings.opened(tracked, "A blob's writer");
      return tracked;
    }
  }
}
