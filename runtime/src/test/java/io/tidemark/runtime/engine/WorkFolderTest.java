package io.tidemark.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.testkit.ChildJvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class WorkFolderTest {

  @TempDir private Path parent;

  /** Makes one in the named folder, says which, and waits for input. */
  static final class Maker {
    public static void main(String[] args) throws IOException {
      WorkFolder made = WorkFolder.make(Path.of(args[0]), "work");
      Files.createDirectories(made.path().resolve("deep"));
      Files.writeString(made.path().resolve("deep/file"), "kept");
      System.out.println(made.path());
      System.in.read();
    }
  }

  @Test
  void foldersOfOneProcess_areOthers_andGoWithAllThatIsInThemWhenTheyAreClosed() throws Exception {
    WorkFolder one = WorkFolder.make(parent, "work");
    WorkFolder other = WorkFolder.make(parent, "work");
    assertThat(one.path()).isNotEqualTo(other.path()).isDirectory();
    Files.writeString(Files.createDirectory(one.path().resolve("deep")).resolve("file"), "gone");

    one.close();
    one.close();
    assertThat(found()).containsExactly(other.path());
    other.close();
    assertThat(found()).isEmpty();
  }

  @Test
  void folderOfALivingProcess_stays_andOfAKilledOneGoesWithTheNextOfItsKind() throws Exception {
    Process process = maker();
    Path theirs;
    try (var out = process.inputReader(StandardCharsets.UTF_8)) {
      theirs = Path.of(out.readLine());
    }
    Path alike = Files.createDirectory(parent.resolve("work-without-a-lock"));
    try (WorkFolder mine = WorkFolder.make(parent, "work")) {
      assertThat(theirs.resolve("deep/file")).exists();
      assertThat(mine.path()).isDirectory();
    }

    process.destroyForcibly().waitFor();
    WorkFolder.make(parent, "other").close();
    assertThat(theirs.resolve("deep/file")).exists();
    try (WorkFolder mine = WorkFolder.make(parent, "work")) {
      assertThat(found()).containsExactlyInAnyOrder(mine.path(), alike);
    }
  }

  private List<Path> found() throws IOException {
    try (Stream<Path> found = Files.list(parent)) {
      return found.toList();
    }
  }

  private Process maker() throws IOException {
    return new ProcessBuilder(ChildJvm.command(List.of(), Maker.class, parent.toString())).start();
  }
}
