package io.tidemark.rocksdb.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.serialization.TypeDescription.Scalar;
import io.tidemark.spi.BlobRef;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.StoreSchema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rule beside a chain that grows, in which the same number of bytes is always live. */
class FoldRuleTest {

  private static final int KEY_GROUPS = 128;
  private static final int PIECES = 8;
  private static final long BASE_BYTES = 14L << 20;
  private static final long LIVE_BYTES = PIECES * BASE_BYTES;

  private static final StoreSchema SCHEMA = new StoreSchema(Scalar.LONG, List.of());

  private Chain chain = Chain.unfolded(parts(PIECES), 0);
  private int files;
  private long folded;

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 30", "2, 30", "2, 10", "8, 30", "128, 50"})
  void chain_staysBelowTwiceWhatIsLive_inHoweverManyFilesRunsCome(int filesARun, int runMb) {
    fold(IntStream.range(0, PIECES).boxed().toList());
    folded = 0;
    long runBytes = (long) runMb << 20;
    int runs = (int) (10 * LIVE_BYTES / runBytes);
    for (int run = 1; run <= runs; run++) {
      chain = chain.withRuns(run(run, filesARun, runBytes), run);
      fold(FoldRule.due(chain));

      assertThat(bytes(chain)).as("after run %d", run).isLessThan(2 * LIVE_BYTES);
    }
    assertThat(folded).isLessThanOrEqualTo((long) (1.5 * runs * runBytes));
  }

  private void fold(List<Integer> due) {
    List<Fold> folds = new ArrayList<>();
    for (int piece : due) {
      KeyGroupRange keyGroups = chain.pieces().get(piece).keyGroups();
      folds.add(new Fold(piece, file(keyGroups, chain.upTo(), true, BASE_BYTES)));
      folded += BASE_BYTES;
    }
    chain = chain.withBases(folds);
  }

  private List<ChainFile> run(long number, int filesARun, long bytes) {
    return parts(filesARun).stream()
        .map(keyGroups -> file(keyGroups, number, false, bytes / filesARun))
        .toList();
  }

  private ChainFile file(KeyGroupRange keyGroups, long sequence, boolean base, long bytes) {
    RunFile file =
        new RunFile(
            Path.of("file-" + files++), sequence, base, keyGroups, bytes, 0, bytes / 108, 0, true);
    return new ChainFile(file, keyGroups, false, new BlobRef.Inline(new byte[0]), SCHEMA);
  }

  private static List<KeyGroupRange> parts(int number) {
    int size = KEY_GROUPS / number;
    return IntStream.range(0, number)
        .mapToObj(part -> KeyGroupRange.of(part * size, (part + 1) * size - 1))
        .toList();
  }

  private static long bytes(Chain chain) {
    return chain.files().stream().mapToLong(file -> file.file().bytes()).sum();
  }
}
