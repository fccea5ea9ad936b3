package io.tidemark.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.serialization.TypeDescription;
import io.tidemark.snapshot.portable.EntrySource;
import io.tidemark.snapshot.portable.PortableOptions;
import io.tidemark.spi.BlobScope;
import io.tidemark.spi.BlobUse;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.Operation;
import io.tidemark.spi.StateKind;
import io.tidemark.spi.StateSchema;
import io.tidemark.spi.StoreSchema;
import io.tidemark.testkit.InMemoryBlobs;
import java.util.List;
import org.junit.jupiter.api.Test;

class PieceWriterTest {

  private static final KeyGroupRange KEY_GROUPS = KeyGroupRange.all(16);
  private static final StoreSchema SCHEMA =
      new StoreSchema(
          TypeDescription.Scalar.LONG,
          List.of(
              new StateSchema(
                  "state",
                  StateKind.VALUE,
                  TypeDescription.Scalar.UNIT,
                  null,
                  TypeDescription.Scalar.LONG,
                  false)));
  private static final EntrySource ONE_ENTRY =
      (keyGroup, out) -> {
        out.section(0, Operation.PUT);
        out.beginEntry().writeLong(keyGroup);
        out.value().writeLong(1);
        out.endEntry();
      };

  private final InMemoryBlobs blobs = new InMemoryBlobs();
  private final PieceWriter writer = new PieceWriter(PortableOptions.DEFAULT, Runnable::run);

  @Test
  void aPieceByItself_isCutForAllThreads() {
    List<List<BlobUse>> written = write(List.of(piece(KEY_GROUPS, ONE_ENTRY)));
    assertThat(written).hasSize(1);
    assertThat(written.get(0)).hasSize(PortableOptions.DEFAULT.parallelism());
  }

  @Test
  void severalPieces_areABlobEachInTheirOrder() {
    List<KeyGroupRange> ranges = Spans.of(KEY_GROUPS, 8);
    List<List<BlobUse>> written =
        write(ranges.stream().map(range -> piece(range, ONE_ENTRY)).toList());
    assertThat(written).allSatisfy(ofPiece -> assertThat(ofPiece).hasSize(1));
    assertThat(written.stream().map(ofPiece -> ofPiece.get(0).keyGroups()).toList())
        .isEqualTo(ranges);
  }

  @Test
  void aPieceThatFails_failsAll() {
    EntrySource broken =
        (keyGroup, out) -> {
          throw new IllegalStateException("broken");
        };
    List<KeyGroupRange> ranges = Spans.of(KEY_GROUPS, 2);
    assertThatThrownBy(
            () -> write(List.of(piece(ranges.get(0), ONE_ENTRY), piece(ranges.get(1), broken))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("broken");
  }

  private List<List<BlobUse>> write(List<PieceWriter.Piece> pieces) {
    return writer.write(blobs, BlobScope.SHARED, pieces);
  }

  /** A piece that is said to have 2 MB a key group. */
  private static PieceWriter.Piece piece(KeyGroupRange range, EntrySource source) {
    return new PieceWriter.Piece(SCHEMA, 0, range, keyGroup -> 2 << 20, source);
  }
}
