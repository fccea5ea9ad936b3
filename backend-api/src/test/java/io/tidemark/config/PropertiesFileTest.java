package io.tidemark.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PropertiesFileTest {

  @TempDir Path folder;

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("tidemark.properties"), content);
  }

  @Test
  void file_isReadAsUtf8() throws IOException {
    Path file = file("# a comment\nstate.backend.type = rocksdb\nname: Zähler\nu=\\u00e4\n");

    assertThat(Configuration.ofPropertiesFile(file).asMap())
        .isEqualTo(Map.of("state.backend.type", "rocksdb", "name", "Zähler", "u", "ä"));
  }

  @Test
  void keySetTwice_isRefused() throws IOException {
    Path file = file("a=1\nb=2\na=hunter2\n");

    assertThatThrownBy(() -> Configuration.ofPropertiesFile(file))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessage("a is set twice in " + file);
  }

  @Test
  void missingFile_isNamed() {
    Path file = folder.resolve("absent.properties");

    assertThatThrownBy(() -> Configuration.ofPropertiesFile(file))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContainingAll(file.toString(), "there is no such file")
        .hasCauseInstanceOf(IOException.class);
  }

  @Test
  void folderInPlaceOfAFile_isNamed() {
    assertThatThrownBy(() -> Configuration.ofPropertiesFile(folder))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining(folder.toString())
        .hasCauseInstanceOf(IOException.class);
  }

  @Test
  void fileInAnotherEncoding_isRefused() throws IOException {
    Path file = folder.resolve("latin1.properties");
    Files.write(file, "name=Zähler".getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> Configuration.ofPropertiesFile(file))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("not in UTF-8");
  }

  @Test
  void brokenEscape_isRefused() throws IOException {
    Path file = file("name=\\u12\n");

    assertThatThrownBy(() -> Configuration.ofPropertiesFile(file))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContainingAll(file.toString(), "hexadecimal");
  }
}
