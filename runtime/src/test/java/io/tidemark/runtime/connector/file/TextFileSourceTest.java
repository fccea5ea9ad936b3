package io.tidemark.runtime.connector.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.config.InvalidConfigurationException;
import io.tidemark.runtime.connector.SourceReader.Progress;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFileSourceTest {

  @TempDir private Path folder;

  @Test
  void lines_endWithLfOrCrLfOrTheFile_andKnowTheirOffsets() throws Exception {
    Path file = write("in", "one\ntwo\r\n\nfünf\nlast");
    List<String> lines = new ArrayList<>();
    try (TextFileReader reader = new TextFileReader()) {
      reader.add(new FileSplit(file.toString(), 0));
      while (reader.read(2, (line, time) -> lines.add(line.offset() + ":" + line.text()))
          != Progress.END) {}
    }
    assertThat(lines).containsExactly("0:one", "4:two", "9:", "10:fünf", "16:last");
  }

  @Test
  void position_isBehindTheLastLineThatWasRead_whereverReadingIsBrokenOff() throws Exception {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 50; i++) {
      text.append("line ").append(i).append(i % 3 == 0 ? "\r\n" : "\n");
    }
    Path file = write("in", text.toString());
    for (int first = 0; first <= 50; first++) {
      List<String> lines = new ArrayList<>();
      List<FileSplit> positions;
      try (TextFileReader reader = new TextFileReader()) {
        reader.add(new FileSplit(file.toString(), 0));
        reader.read(first, (line, time) -> lines.add(line.text()));
        positions = reader.positions();
      }
      try (TextFileReader reader = new TextFileReader()) {
        positions.forEach(reader::add);
        while (reader.read(100, (line, time) -> lines.add(line.text())) != Progress.END) {}
      }
      assertThat(lines).hasSize(50).last().isEqualTo("line 49");
      assertThat(lines).doesNotHaveDuplicates();
    }
  }

  @Test
  void lineLongerThanTheBuffer_isReadWhole() throws Exception {
    String longLine = "x".repeat(700_000);
    Path file = write("in", longLine + "\nnext\n");
    List<String> lines = new ArrayList<>();
    try (TextFileReader reader = new TextFileReader()) {
      reader.add(new FileSplit(file.toString(), 0));
      while (reader.read(10, (line, time) -> lines.add(line.text())) != Progress.END) {}
    }
    assertThat(lines).containsExactly(longLine, "next");
  }

  @Test
  void fileThatHasBecomeShorterThanWhatWasRead_isAnErrorAndNoEnd() throws Exception {
    Path file = write("in", "one\ntwo\n");
    try (TextFileReader reader = new TextFileReader()) {
      reader.add(new FileSplit(file.toString(), 8));
      assertThat(reader.read(10, (line, time) -> {})).isEqualTo(Progress.END);
    }
    write("in", "one\n");
    try (TextFileReader reader = new TextFileReader()) {
      reader.add(new FileSplit(file.toString(), 8));
      assertThatThrownBy(() -> reader.read(10, (line, time) -> {}))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("cannot be read at byte 8")
          .hasRootCauseMessage("it has become shorter, and has 4 bytes now");
    }
  }

  @Test
  void folder_isItsFilesInOrder_hiddenOnesAndFoldersExcepted() throws Exception {
    write("in/b", "");
    write("in/a", "");
    write("in/.hidden", "");
    write("in/folder/c", "");
    assertThat(new TextFileSource(folder.resolve("in")).discover())
        .extracting(split -> Path.of(split.file()).getFileName().toString())
        .containsExactly("a", "b");
  }

  @Test
  void missingInput_isNamed() {
    assertThatThrownBy(() -> new TextFileSource(folder.resolve("none")).discover())
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("none");
  }

  private Path write(String name, String text) throws Exception {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, text.getBytes(StandardCharsets.UTF_8));
  }
}
