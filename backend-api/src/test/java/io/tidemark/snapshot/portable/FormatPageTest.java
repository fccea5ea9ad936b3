package io.tidemark.snapshot.portable;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.serialization.TypeDescription.Scalar;
import io.tidemark.spi.BlobScope;
import io.tidemark.spi.BlobUse;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.KeyGroups;
import io.tidemark.spi.Operation;
import io.tidemark.spi.StateKind;
import io.tidemark.spi.StateSchema;
import io.tidemark.spi.StoreSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The examples of docs/FORMAT.md are what the code does. */
class FormatPageTest {

  private static final Pattern KEY_GROUP_ROW =
      Pattern.compile("\\| `.*` as `\\w+` \\| `([0-9a-f ]+)` \\| `[0-9a-f]{8}` \\| (\\d+) \\|");
  private static final Pattern EXAMPLE_LINE = Pattern.compile("(?m)^((?:[0-9a-f]{2} {1,2})+) .*$");

  @Test
  void keyGroupExamples_areRight() throws Exception {
    List<MatchResult> rows = KEY_GROUP_ROW.matcher(page()).results().toList();

    assertThat(rows).hasSize(6);
    for (MatchResult row : rows) {
      byte[] key = HexFormat.ofDelimiter(" ").parseHex(row.group(1));
      assertThat(KeyGroups.of(key, 0, key.length, 128))
          .as(row.group())
          .isEqualTo(Integer.parseInt(row.group(2)));
    }
  }

  @Test
  void exampleBlob_isWhatIsWritten() throws Exception {
    StringBuilder hex = new StringBuilder();
    EXAMPLE_LINE.matcher(page()).results().forEach(line -> hex.append(line.group(1)));
    StoreSchema schema =
        new StoreSchema(
            Scalar.LONG,
            List.of(new StateSchema("n", StateKind.VALUE, Scalar.UNIT, null, Scalar.LONG, false)));
    MemoryBlobs blobs = new MemoryBlobs();
    List<BlobUse> uses =
        new PortableWriter(PortableOptions.DEFAULT.withCompression(false), Runnable::run)
            .write(
                blobs,
                BlobScope.EXCLUSIVE,
                schema,
                0,
                KeyGroupRange.all(128),
                keyGroup -> 0,
                (keyGroup, out) -> {
                  if (keyGroup == 77) {
                    out.section(0, Operation.PUT);
                    out.beginEntry().writeLong(1);
                    out.value().writeLong(2);
                    out.endEntry();
                  }
                });

    assertThat(HexFormat.of().formatHex(blobs.bytes(uses.get(0).blob())))
        .isEqualTo(hex.toString().replace(" ", ""));
  }

  private static String page() throws IOException {
    return Files.readString(Path.of(System.getProperty("tidemark.root"), "docs", "FORMAT.md"));
  }
}
