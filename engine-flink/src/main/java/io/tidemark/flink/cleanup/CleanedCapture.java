package io.tidemark.flink.cleanup;

import io.tidemark.flink.savepoint.LocalBlobs;
import io.tidemark.serialization.ReadBuffer;
import io.tidemark.serialization.WriteBuffer;
import io.tidemark.snapshot.portable.EntryWriter;
import io.tidemark.snapshot.portable.PortableOptions;
import io.tidemark.snapshot.portable.PortableWriter;
import io.tidemark.spi.BlobScope;
import io.tidemark.spi.BlobSink;
import io.tidemark.spi.BlobUse;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.Operation;
import io.tidemark.spi.SnapshotEntries;
import io.tidemark.spi.SnapshotEntry;
import io.tidemark.spi.StateKind;
import io.tidemark.spi.StateSchema;
import io.tidemark.spi.StoreCapture;
import io.tidemark.spi.StoreSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.apache.flink.util.IOUtils;

/**
 * A capture that leaves out expired values. The whole picture is written into local files first,
 * and from there into the sink entry by entry.
 */
final class CleanedCapture implements StoreCapture {

  private final StoreCapture whole;
  private final Map<String, ExpiredValues> rules;
  private final LocalBlobs blobs;
  private final Function<String, SnapshotEntries> formats;
  private volatile boolean closed;

  /**
   * Makes one of {@code whole}, which is closed with it.
   *
   * @param rules by state; used by the thread that writes, alone
   * @param blobs closed with it
   */
  CleanedCapture(
      StoreCapture whole,
      Map<String, ExpiredValues> rules,
      LocalBlobs blobs,
      Function<String, SnapshotEntries> formats) {
    this.whole = whole;
    this.rules = rules;
    this.blobs = blobs;
    this.formats = formats;
  }

  @Override
  public long snapshotId() {
    return whole.snapshotId();
  }

  @Override
  public StoreSnapshot write(BlobSink sink) {
    StoreSnapshot written = whole.write(blobs);
    Copy copy = new Copy(formats.apply(written.format()));
    PortableWriter writer = new PortableWriter(PortableOptions.DEFAULT, Runnable::run);
    List<BlobUse> uses = new ArrayList<>();
    for (int i = 0; i < written.schemas().size(); i++) {
      StoreSnapshot part = ofSchema(written, i);
      uses.addAll(
          writer.write(
              sink,
              BlobScope.EXCLUSIVE,
              written.schemas().get(i),
              i,
              written.keyGroups(),
              keyGroup -> 1,
              (keyGroup, out) -> copy.keyGroup(part, keyGroup, out)));
    }
    return new StoreSnapshot(
        written.backend(),
        StoreSnapshot.PORTABLE,
        PortableWriter.FORMAT_VERSION,
        written.keyGroups(),
        written.schemas(),
        uses);
  }

  @Override
  public void close() {
    closed = true;
    whole.close();
    IOUtils.closeQuietly(blobs);
  }

  private static StoreSnapshot ofSchema(StoreSnapshot written, int schema) {
    return new StoreSnapshot(
        written.backend(),
        written.format(),
        written.version(),
        written.keyGroups(),
        written.schemas(),
        written.blobs().stream().filter(use -> use.schema() == schema).toList());
  }

  /** Copies entries from the local files, on one thread. */
  private final class Copy {

    private final SnapshotEntries entries;
    private final WriteBuffer kept = new WriteBuffer(128);
    private final ReadBuffer keptValue = new ReadBuffer();

    Copy(SnapshotEntries entries) {
      this.entries = entries;
    }

    void keyGroup(StoreSnapshot part, int keyGroup, EntryWriter out) {
      if (closed) {
        throw new CancellationException("The capture was closed while it was written");
      }
      entries.walk(part, KeyGroupRange.of(keyGroup, keyGroup), blobs, entry -> entry(entry, out));
    }

    private void entry(SnapshotEntry entry, EntryWriter out) {
      StateSchema state = entry.stateSchema();
      ExpiredValues rule = state.kind() == StateKind.TIMERS ? null : rules.get(state.name());
      ReadBuffer value = entry.value();
      if (rule != null) {
        kept.clear();
        if (!rule.keep(state.kind(), value, kept)) {
          return;
        }
        value = keptValue;
        value.wrap(kept.array(), 0, kept.position());
      }
      out.section(entry.state(), Operation.PUT);
      out.put(entry, value);
    }
  }
}
