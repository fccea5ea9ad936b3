package io.tidemark.runtime.connector.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.config.InvalidConfigurationException;
import io.tidemark.runtime.connector.Committer;
import io.tidemark.runtime.connector.SinkContext;
import io.tidemark.runtime.connector.SinkWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFileSinkTest {

  private static final SinkContext CONTEXT = new SinkContext(1, 2, 0);

  @TempDir private Path temporary;
  private Path folder;
  private TextFileSink sink;

  @BeforeEach
  void open() {
    folder = temporary.resolve("out");
    sink = new TextFileSink(folder);
    sink.takeBackAfter(0);
  }

  @Test
  void whatIsWritten_isHiddenUntilItIsCommitted() throws Exception {
    SinkWriter<String, PartFile> writer = sink.writer(CONTEXT);
    writer.write("a", 0);
    writer.write("b", 0);
    List<PartFile> prepared = writer.prepareCommit(7);
    assertThat(names()).containsExactly(".part-1-7");
    writer.write("later", 0);
    commit(prepared);
    assertThat(Files.readAllLines(folder.resolve("part-1-7"))).containsExactly("a", "b");
    assertThat(writer.prepareCommit(8)).hasSize(1);
    assertThat(writer.prepareCommit(9)).as("nothing was written").isEmpty();
    writer.close();
  }

  @Test
  void committingAgain_changesNothing() throws Exception {
    List<PartFile> prepared = prepared("a", 3);
    commit(prepared);
    commit(prepared);
    assertThat(names()).containsExactly("part-1-3");
  }

  @Test
  void partThatIsGone_isAnError() throws Exception {
    List<PartFile> prepared = prepared("a", 3);
    Files.delete(folder.resolve(".part-1-3"));
    assertThatThrownBy(() -> commit(prepared)).hasMessageContaining("part-1-3");
  }

  @Test
  void takenBack_isWhatIsNewer_committedOrNot_andWhatACrashLeft() throws Exception {
    commit(prepared("a", 3));
    commit(prepared("b", 4));
    prepared("c", 5);
    Files.writeString(folder.resolve(".unfinished-0"), "half");
    Files.writeString(folder.resolve("another-file"), "somebody else's");
    sink.takeBackAfter(3);
    assertThat(names()).containsExactly("another-file", "part-1-3");
    sink.takeBackAfter(3);
    assertThat(names()).containsExactly("another-file", "part-1-3");
  }

  @Test
  void folderThatCannotBeMade_isAnErrorBeforeTheFirstRecord() throws Exception {
    Path file = Files.writeString(temporary.resolve("file"), "");
    assertThatThrownBy(() -> new TextFileSink(file.resolve("out")).takeBackAfter(0))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining(file.toString());
  }

  private List<PartFile> prepared(String line, long checkpoint) {
    try (SinkWriter<String, PartFile> writer = sink.writer(CONTEXT)) {
      writer.write(line, 0);
      return writer.prepareCommit(checkpoint);
    }
  }

  private void commit(List<PartFile> prepared) {
    Committer<PartFile> committer = sink.committer(CONTEXT);
    prepared.forEach(committer::commit);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.startsWith(".unfinished-1"))
          .sorted()
          .toList();
    }
  }
}
