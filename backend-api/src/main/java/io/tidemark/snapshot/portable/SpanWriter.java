package io.tidemark.snapshot.portable;

import io.tidemark.serialization.WriteBuffer;
import io.tidemark.spi.BlobRef;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.Operation;
import io.tidemark.spi.ParallelWork;
import io.tidemark.spi.StateBackendException;
import io.tidemark.spi.StateSchema;
import io.tidemark.spi.StoreSchema;
import java.util.Optional;

/**
 * Writes one span of key groups as one blob. Used once, by one thread.
 *
 * <p>{@code seen} has a bit for each field of the open entry that was begun, and each field knows
 * which ones must have been before it: that is all it takes to hold the caller to the layout.
 */
final class SpanWriter implements EntryWriter, AutoCloseable {

  private static final int KEY = 1;
  private static final int NAMESPACE = 2;
  private static final int DETAIL = 4;
  private static final int STAMP = 8;
  private static final int VALUE = 16;

  private final StoreSchema schema;
  private final int blockBytes;
  private final BlockOutput out;
  private final IndexBuilder index;
  private final WriteBuffer block;
  private final ParallelWork.Cancellation cancellation;

  private int keyGroup;
  private int state = -1;
  private Operation operation = Operation.PUT;
  private int sectionStart;
  private int sectionEntries;

  private int seen;
  private int mark;
  private boolean userKeyed;
  private int beforeDetail;
  private int beforeStamp;
  private int beforeValue;
  private int complete;

  SpanWriter(
      StoreSchema schema,
      int blockBytes,
      BlockOutput out,
      IndexBuilder index,
      ParallelWork.Cancellation cancellation) {
    this.cancellation = cancellation;
    this.schema = schema;
    this.blockBytes = blockBytes;
    this.out = out;
    this.index = index;
    this.block = new WriteBuffer(1 << 10);
  }

  /** Fills the blob with what the source says about {@code span}. */
  void fill(KeyGroupRange span, EntrySource source) {
    for (int next = span.first(); next <= span.last(); next++) {
      cancellation.check();
      keyGroup = next;
      state = -1;
      source.writeKeyGroup(next, this);
      require(seen == 0, "ends its key group within an entry");
      endSection();
    }
    if (block.position() > 0) {
      flush();
    }
  }

  /** Ends the blob; empty where the source had nothing to say. */
  Optional<BlobRef> finish() {
    return index.isEmpty() ? Optional.empty() : Optional.of(out.finish(index));
  }

  @Override
  public void section(int newState, Operation newOperation) {
    require(seen == 0, "begins a section within an entry");
    if (newState == state && newOperation == operation) {
      return;
    }
    endSection();
    StateSchema type = schema.states().get(newState);
    state = newState;
    operation = newOperation;
    require(EntryLayout.allows(type, newOperation), "appends to what is no list");
    EntryLayout layout = EntryLayout.of(type, newOperation);
    userKeyed = layout.userKey();
    beforeDetail = KEY | (layout.namespace() ? NAMESPACE : 0);
    beforeStamp = beforeDetail | (layout.userKey() || layout.timestamp() ? DETAIL : 0);
    beforeValue = beforeStamp | (layout.stamp() ? STAMP : 0);
    complete = beforeValue | (layout.value() ? VALUE : 0);
  }

  @Override
  public WriteBuffer beginEntry() {
    require(seen == 0 && state >= 0, "begins an entry within another, or outside of a section");
    seen = KEY;
    mark = block.beginLengthPrefixed();
    return block;
  }

  @Override
  public WriteBuffer namespace() {
    require(seen == KEY && (beforeDetail & NAMESPACE) != 0, "has a namespace out of its place");
    return next(NAMESPACE);
  }

  @Override
  public WriteBuffer userKey() {
    require(seen == beforeDetail && userKeyed, "has a user key out of its place");
    return next(DETAIL);
  }

  @Override
  public void timestamp(long timestamp) {
    require(
        seen == beforeDetail && (beforeStamp & DETAIL) != 0 && !userKeyed,
        "has a timestamp out of its place");
    endField();
    seen |= DETAIL;
    block.writeLong(timestamp ^ Long.MIN_VALUE);
  }

  @Override
  public void stamp(long millis) {
    require(seen == beforeStamp && (beforeValue & STAMP) != 0, "has a stamp out of its place");
    endField();
    seen |= STAMP;
    block.writeLong(millis);
  }

  @Override
  public WriteBuffer value() {
    require(seen == beforeValue && (complete & VALUE) != 0, "has a value out of its place");
    return next(VALUE);
  }

  @Override
  public void endEntry() {
    require(seen == complete, "lacks a field");
    endField();
    seen = 0;
    sectionEntries++;
    flushIfFull();
  }

  @Override
  public void encodedEntries(byte[] bytes, int offset, int length, int count) {
    require(seen == 0 && state >= 0, "begins an entry within another, or outside of a section");
    if (count < 1 || length < count) {
      throw new IllegalArgumentException(count + " entries do not stand in " + length + " bytes");
    }
    block.writeBytes(bytes, offset, length);
    sectionEntries += count;
    flushIfFull();
  }

  /** Forgets what was not finished. */
  @Override
  public void close() {
    out.close();
  }

  private WriteBuffer next(int field) {
    endField();
    seen |= field;
    mark = block.beginLengthPrefixed();
    return block;
  }

  /** Ends the field that a caller was appending to, if there is one. */
  private void endField() {
    if (mark > 0) {
      block.endLengthPrefixed(mark);
      mark = 0;
    }
  }

  private void flushIfFull() {
    if (block.position() >= blockBytes) {
      cancellation.check();
      endSection();
      flush();
    }
  }

  private void endSection() {
    if (sectionEntries > 0) {
      index.section(keyGroup, state, operation, sectionEntries, block.position() - sectionStart);
      sectionStart = block.position();
      sectionEntries = 0;
    }
  }

  private void flush() {
    if (block.position() > PortableFormat.MAX_BLOCK_BYTES) {
      throw new StateBackendException(
          "An entry of state '"
              + type().name()
              + "' takes about "
              + block.position()
              + " bytes, and a snapshot holds entries of up to "
              + PortableFormat.MAX_BLOCK_BYTES
              + " bytes: split the value, or keep it as a map or list of parts");
    }
    out.block(block, index);
    block.clear();
    sectionStart = 0;
  }

  private StateSchema type() {
    return schema.states().get(state);
  }

  private void require(boolean fits, String fault) {
    if (!fits) {
      throw new IllegalStateException(
          "What is written for key group "
              + keyGroup
              + (state < 0 ? "" : ", state '" + type().name() + "', " + operation)
              + " "
              + fault);
    }
  }
}
