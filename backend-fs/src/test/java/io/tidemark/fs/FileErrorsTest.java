package io.tidemark.fs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FileErrorsTest {

  @TempDir Path root;

  @Test
  void write_thatFails_tellsTheRoomThatIsLeft() {
    assertThat(new FileErrors(root.resolve("not/made")).writing("write", new IOException("broken")))
        .hasMessageContaining("broken; ")
        .hasMessageContaining(" bytes are free there");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void write_whereFilesTakeNoRoom_tellsNone() {
    assertThat(new FileErrors(Path.of("/proc/1")).writing("write", new IOException("broken")))
        .hasMessageEndingWith("broken");
  }
}
