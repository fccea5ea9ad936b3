package io.tidemark.snapshot.portable;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.spi.BlobScope;
import io.tidemark.spi.BlobUse;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.StoreSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortableRoundTripTest {

  private static final KeyGroupRange ALL = KeyGroupRange.of(5, 20);

  private final MemoryBlobs blobs = new MemoryBlobs();

  @ParameterizedTest
  @ValueSource(ints = {1, 20, 300, 1 << 18})
  void everyLayout_isReadAsItWasWritten(int blockBytes) {
    for (boolean compress : new boolean[] {false, true}) {
      List<Row> rows = Rows.random(new SplittableRandom(blockBytes), 400, 5, 16, 200);
      PortableOptions options = new PortableOptions(compress, blockBytes, 1 << 20, 1, 1);

      List<BlobUse> uses = write(options, rows);

      assertThat(uses).hasSize(1);
      PortableBlob blob = PortableBlob.load(uses.get(0), Rows.SCHEMA, ALL, blobs);
      assertThat(rowsOf(blob, ALL)).isEqualTo(rows);
    }
  }

  @Test
  void entriesThatArePut_areThoseThatWereRead_inEveryLayout() {
    List<Row> rows = GoldenContent.base();
    PortableBlob read = load(write(GoldenContent.BASE, Rows.source(rows, GoldenContent.BASE)));

    PortableBlob put =
        load(
            write(
                GoldenContent.BASE,
                (keyGroup, out) ->
                    read.forEach(
                        KeyGroupRange.of(keyGroup, keyGroup),
                        entry -> {
                          out.section(entry.state(), entry.operation());
                          out.put(entry, entry.value());
                        })));

    assertThat(rowsOf(put, GoldenContent.ALL)).isEqualTo(rows);
  }

  private List<BlobUse> write(StoreSchema schema, EntrySource source) {
    return new PortableWriter(PortableOptions.DEFAULT, Runnable::run)
        .write(blobs, BlobScope.EXCLUSIVE, schema, 0, GoldenContent.ALL, keyGroup -> 100, source);
  }

  private PortableBlob load(List<BlobUse> uses) {
    assertThat(uses).hasSize(1);
    return PortableBlob.load(uses.get(0), GoldenContent.BASE, GoldenContent.ALL, blobs);
  }

  @Test
  void noEntries_giveNoBlob() {
    assertThat(write(PortableOptions.DEFAULT, List.of())).isEmpty();
    assertThat(blobs.count()).isZero();
  }

  private List<BlobUse> write(PortableOptions options, List<Row> rows) {
    return new PortableWriter(options, Runnable::run)
        .write(blobs, BlobScope.EXCLUSIVE, Rows.SCHEMA, 0, ALL, keyGroup -> 100, Rows.source(rows));
  }

  private static List<Row> rowsOf(PortableBlob blob, KeyGroupRange range) {
    List<Row> rows = new ArrayList<>();
    blob.forEach(range, entry -> rows.add(Row.of(entry)));
    return rows;
  }
}
