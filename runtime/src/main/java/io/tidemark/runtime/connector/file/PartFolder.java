package io.tidemark.runtime.connector.file;

import io.tidemark.config.InvalidConfigurationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A folder of part files. Any thread. */
final class PartFolder {

  private static final Logger LOG = LoggerFactory.getLogger(PartFolder.class);
  private static final Pattern PART = Pattern.compile("\\.?part-(\\d+)-(\\d+)");
  private static final String UNFINISHED = ".unfinished-";

  private final Path path;

  PartFolder(Path path) {
    this.path = path.toAbsolutePath();
  }

  String name() {
    return path.toString();
  }

  Path unfinished(int subtask) {
    return path.resolve(UNFINISHED + subtask);
  }

  Path pending(PartFile part) {
    return path.resolve(part.pendingName());
  }

  /** Makes a pending part visible. One that is visible already stays. */
  void commit(PartFile part) {
    Path committed = path.resolve(part.committedName());
    try {
      Files.move(pending(part), committed, StandardCopyOption.ATOMIC_MOVE);
      sync();
    } catch (NoSuchFileException e) {
      if (!Files.exists(committed)) {
        throw new UncheckedIOException(
            "Part file '"
                + committed
                + "' cannot be committed: neither it nor its pending file is there",
            e);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Part file '" + committed + "' cannot be committed", e);
    }
  }

  void takeBackAfter(long checkpointId) {
    try {
      Files.createDirectories(path);
    } catch (AccessDeniedException e) {
      throw new InvalidConfigurationException(
          "No permission to make the output folder '"
              + path
              + "'; give it to the user of this process, or name another folder",
          e);
    } catch (IOException e) {
      throw new InvalidConfigurationException(
          "The output folder '" + path + "' cannot be made: " + e + "; name one that can", e);
    }
    try {
      for (Path file : list()) {
        String name = file.getFileName().toString();
        Matcher part = PART.matcher(name);
        if (name.startsWith(UNFINISHED)
            || part.matches() && Long.parseLong(part.group(2)) > checkpointId) {
          LOG.info("Taking back {}, which is not part of checkpoint {}", file, checkpointId);
          Files.deleteIfExists(file);
        }
      }
      sync();
    } catch (IOException e) {
      throw new UncheckedIOException("The output folder '" + path + "' cannot be cleaned up", e);
    }
  }

  private List<Path> list() throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      return files.toList();
    }
  }

  /** Makes names durable that were made, moved or deleted. */
  void sync() throws IOException {
    try (FileChannel folder = FileChannel.open(path, StandardOpenOption.READ)) {
      folder.force(true);
    }
  }
}
