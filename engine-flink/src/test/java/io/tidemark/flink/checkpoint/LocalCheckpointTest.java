package io.tidemark.flink.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.runtime.state.memory.ByteStreamStateHandle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalCheckpointTest {

  private static final byte[] BYTES = "what a blob holds".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path directory;

  @Test
  void copyOfAnEarlierCheckpoint_outlivesIt() throws Exception {
    LocalCheckpoint first = new LocalCheckpoint(directory.resolve("first"));
    copy("blob", first);
    LocalCheckpoint second = new LocalCheckpoint(directory.resolve("second"));

    Path link = second.link("blob", place(first.file("blob")));
    first.discard();

    assertThat(directory.resolve("first")).doesNotExist();
    assertThat(link).isNotNull().hasBinaryContent(BYTES);
    assertThat(second.complete()).isPresent();
  }

  @Test
  void copyThatIsGone_isNoReasonAgainstTheOthers() throws Exception {
    LocalCheckpoint checkpoint = new LocalCheckpoint(directory.resolve("copy"));
    copy("blob", checkpoint);

    assertThat(checkpoint.link("earlier", place(directory.resolve("gone")))).isNull();
    assertThat(checkpoint.link("never", place(null))).isNull();

    assertThat(checkpoint.complete()).isPresent();
    assertThat(checkpoint.file("blob")).hasBinaryContent(BYTES);
  }

  @Test
  void blobThatIsGivenUp_leavesNoFile() {
    LocalCheckpoint checkpoint = new LocalCheckpoint(directory.resolve("copy"));
    LocalCheckpoint.Copy half = checkpoint.copy("half");
    half.write(BYTES, 0, BYTES.length);

    half.close();

    assertThat(checkpoint.file("half")).isNull();
    assertThat(checkpoint.complete()).isPresent();
  }

  @Test
  void directoryThatCannotBeWritten_costsTheCopyAndNothingElse() throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "in the way");
    LocalCheckpoint checkpoint = new LocalCheckpoint(file.resolve("copy"));

    copy("blob", checkpoint);

    assertThat(checkpoint.file("blob")).isNull();
    assertThat(checkpoint.complete()).isEmpty();
  }

  @Test
  void blobWhoseCopyFails_costsTheWholeCopy() throws Exception {
    Path place = directory.resolve("copy");
    LocalCheckpoint checkpoint = new LocalCheckpoint(place);
    copy("blob", checkpoint);
    Files.createDirectory(place.resolve("in the way"));

    copy("in the way", checkpoint);

    assertThat(checkpoint.file("blob")).isNull();
    assertThat(checkpoint.complete()).isEmpty();
    assertThat(place).doesNotExist();
  }

  private static void copy(String name, LocalCheckpoint checkpoint) {
    LocalCheckpoint.Copy copy = checkpoint.copy(name);
    copy.write(BYTES, 0, BYTES.length);
    copy.commit();
  }

  private static BlobPlace place(@Nullable Path copy) {
    return new BlobPlace(new ByteStreamStateHandle("remote", BYTES), copy);
  }
}
