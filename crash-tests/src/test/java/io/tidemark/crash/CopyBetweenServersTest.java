package io.tidemark.crash;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A snapshot goes from every kind of storage to every other, and is still the same. */
class CopyBetweenServersTest {

  /** Between any two neighbours is a way that is nowhere else. */
  private static final List<Place> WAY =
      List.of(Place.FILE, Place.HDFS, Place.S3, Place.HDFS, Place.FILE, Place.S3, Place.FILE);

  @TempDir private Path folder;

  @Test
  void snapshotCopiedOverAllStorages_isWhatItWas() throws Exception {
    Path input = Files.writeString(folder.resolve("input"), "a b a\nc d\n".repeat(5_000));
    List<String> roots = new ArrayList<>();
    for (Place place : WAY) {
      roots.add(place.root(folder.resolve("copy-" + roots.size() + "-" + System.nanoTime())));
    }
    start(
        "run",
        "word-count",
        "--web-port",
        "-1",
        "-Dstate.backend.type=rocksdb",
        "-Dexecution.checkpointing.dir=" + roots.get(0),
        "-Dword-count.input=" + input,
        "-Dword-count.output=" + folder.resolve("output"));

    for (int next = 1; next < roots.size(); next++) {
      start("copy", roots.get(next - 1), roots.get(next));
      start("verify", roots.get(next));
    }
    start("diff", "--exit-code", roots.get(0), roots.get(roots.size() - 1));
  }

  private void start(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(arguments));
    Place.S3.configuration().forEach((key, value) -> command.add("-D" + key + "=" + value));
    new Program(folder).succeed(command);
  }
}
