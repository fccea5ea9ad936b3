package io.tidemark.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.serialization.TypeDescription.Scalar;
import io.tidemark.snapshot.operator.OperatorStateMode;
import io.tidemark.snapshot.operator.OperatorStateSchema;
import io.tidemark.snapshot.operator.OperatorStateSnapshot;
import io.tidemark.spi.BlobRef;
import io.tidemark.spi.SnapshotCorruptException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class OperatorStateFormatTest {

  private static final OperatorStateSnapshot SNAPSHOT =
      new OperatorStateSnapshot(
          List.of(
              part("offsets", OperatorStateMode.SPLIT, true, 0),
              part("seen", OperatorStateMode.UNION, true, 0),
              part("rules", OperatorStateMode.BROADCAST, false, 0x1_2345_6789L)),
          new BlobRef.Stored("a", 0, 100, 7));

  @Test
  void snapshot_isReadAsItWasWritten() {
    byte[] bytes = OperatorStateFormat.toBytes(SNAPSHOT);

    assertThat(OperatorStateFormat.fromBytes(bytes, "s")).isEqualTo(SNAPSHOT);
  }

  @Test
  void emptySnapshot_isReadAsItWasWritten() {
    byte[] bytes = OperatorStateFormat.toBytes(OperatorStateSnapshot.empty());

    assertThat(OperatorStateFormat.fromBytes(bytes, "s")).isEqualTo(OperatorStateSnapshot.empty());
  }

  @Test
  void everyBitFlippedAndEveryTruncation_isFound() {
    byte[] whole = OperatorStateFormat.toBytes(SNAPSHOT);
    for (int bit = 0; bit < whole.length * 8; bit++) {
      byte[] damaged = whole.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      assertCorrupt(damaged);
    }
    for (int length = 0; length < whole.length; length++) {
      assertCorrupt(Arrays.copyOf(whole, length));
    }
  }

  @Test
  void contentWithoutABlob_isCorrupt() {
    byte[] bytes =
        new SealedJson("tidemark-operator-state", 1)
            .seal(
                out -> {
                  try {
                    out.writeRaw(
                        "{\"version\":1,\"states\":[{\"name\":\"a\",\"mode\":\"split\","
                            + "\"value\":\"long\",\"count\":1,\"written\":true,\"digest\":0}]}");
                  } catch (IOException e) {
                    throw new AssertionError(e);
                  }
                });

    assertCorrupt(bytes);
  }

  private static void assertCorrupt(byte[] bytes) {
    assertThatThrownBy(() -> OperatorStateFormat.fromBytes(bytes, "s"))
        .isInstanceOf(SnapshotCorruptException.class);
  }

  private static OperatorStateSnapshot.Part part(
      String name, OperatorStateMode mode, boolean written, long digest) {
    Scalar key = mode == OperatorStateMode.BROADCAST ? Scalar.STRING : null;
    return new OperatorStateSnapshot.Part(
        new OperatorStateSchema(name, mode, key, Scalar.LONG), 12, written, digest);
  }
}
