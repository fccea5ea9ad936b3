package io.tidemark.snapshot.portable;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tidemark.spi.BlobScope;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.Operation;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class SpanWriterTest {

  private static final int VALUE = 0;
  private static final int VALUE_NS_TTL = 1;
  private static final int LIST_NS_TTL = 3;
  private static final int MAP = 4;
  private static final int TIMERS = 8;

  @Test
  void fieldThatTheLayoutLacks_isRefused() {
    assertRefused(
        VALUE, Operation.PUT, out -> out.beginEntry().writeByte(1), EntryWriter::namespace);
    assertRefused(VALUE, Operation.PUT, EntryWriter::beginEntry, EntryWriter::userKey);
    assertRefused(VALUE, Operation.PUT, EntryWriter::beginEntry, out -> out.timestamp(1));
    assertRefused(VALUE, Operation.PUT, EntryWriter::beginEntry, out -> out.stamp(1));
    assertRefused(VALUE, Operation.DELETE, EntryWriter::beginEntry, EntryWriter::value);
    assertRefused(MAP, Operation.PUT, EntryWriter::beginEntry, out -> out.timestamp(1));
    assertRefused(TIMERS, Operation.PUT, EntryWriter::beginEntry, EntryWriter::userKey);
    assertRefused(
        TIMERS,
        Operation.PUT,
        out -> {
          out.beginEntry();
          out.timestamp(1);
        },
        EntryWriter::value);
    assertRefused(
        LIST_NS_TTL,
        Operation.PUT,
        out -> {
          out.beginEntry();
          out.namespace();
        },
        out -> out.stamp(1));
    assertRefused(
        VALUE_NS_TTL,
        Operation.DELETE,
        out -> {
          out.beginEntry();
          out.namespace();
        },
        out -> out.stamp(1));
  }

  @Test
  void fieldThatIsLeftOut_isRefused() {
    assertRefused(VALUE, Operation.PUT, EntryWriter::beginEntry, EntryWriter::endEntry);
    assertRefused(VALUE_NS_TTL, Operation.PUT, EntryWriter::beginEntry, EntryWriter::value);
    assertRefused(
        VALUE_NS_TTL,
        Operation.PUT,
        out -> {
          out.beginEntry();
          out.namespace();
        },
        EntryWriter::value);
    assertRefused(VALUE_NS_TTL, Operation.DELETE, EntryWriter::beginEntry, EntryWriter::endEntry);
    assertRefused(MAP, Operation.PUT, EntryWriter::beginEntry, EntryWriter::value);
    assertRefused(TIMERS, Operation.DELETE, EntryWriter::beginEntry, EntryWriter::endEntry);
  }

  @Test
  void entryWithinAnEntry_isRefused() {
    assertRefused(VALUE, Operation.PUT, EntryWriter::beginEntry, EntryWriter::beginEntry);
    assertRefused(
        VALUE, Operation.PUT, EntryWriter::beginEntry, out -> out.section(MAP, Operation.PUT));
    assertRefused(
        VALUE,
        Operation.PUT,
        EntryWriter::beginEntry,
        out -> out.encodedEntries(new byte[] {0, 0}, 0, 2, 1));
  }

  @Test
  void unfinishedEntry_isRefused() {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                write(
                    out -> {
                      out.section(VALUE, Operation.PUT);
                      out.beginEntry();
                    }))
        .withMessageContaining("key group 3, state 'value', PUT ends its key group");
  }

  @Test
  void entryOutsideOfASection_isRefused() {
    assertThatIllegalStateException().isThrownBy(() -> write(EntryWriter::beginEntry));
  }

  @Test
  void appendToWhatIsNoList_isRefused() {
    assertThatIllegalStateException()
        .isThrownBy(() -> write(out -> out.section(MAP, Operation.APPEND)));
  }

  private static void assertRefused(
      int state, Operation operation, Consumer<EntryWriter> before, Consumer<EntryWriter> fault) {
    write(
        out -> {
          out.section(state, operation);
          before.accept(out);
          assertThatIllegalStateException().isThrownBy(() -> fault.accept(out));
          throw new Refused();
        });
  }

  private static void write(Consumer<EntryWriter> content) {
    MemoryBlobs blobs = new MemoryBlobs();
    try {
      new PortableWriter(PortableOptions.DEFAULT, Runnable::run)
          .write(
              blobs,
              BlobScope.EXCLUSIVE,
              Rows.SCHEMA,
              0,
              KeyGroupRange.of(3, 3),
              keyGroup -> 0,
              (keyGroup, out) -> content.accept(out));
    } catch (Refused e) {
      // The entry was to be left unfinished.
    }
  }

  private static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
