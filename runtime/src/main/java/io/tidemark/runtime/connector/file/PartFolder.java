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

/** A folder of part files. Any thread. */
final class PartFolder {

  /** How the names of files begin that are being written. */
  static final String UNFINISHED = ".unfinished-";

  /** Holds the name of the job whose folder it is. */
  private static final String JOB = ".tidemark-job";

  private final Path path;

  PartFolder(Path path) {
    this.path = path.toAbsolutePath();
  }

  Path path() {
    return path;
  }

  String name() {
    return path.toString();
  }

  Path unfinished(int subtask, String attempt) {
    return path.resolve(UNFINISHED + subtask + "-" + attempt);
  }

  Path file(PartFile part, PartState state) {
    return path.resolve(state.fileName(part));
  }

  /**
   * Makes a prepared part visible. One that is visible already stays. It is here, also if somebody
   * has moved the folder since; or in the folder that it was prepared in, if the job has another
   * one since.
   */
  void commit(PartFile part) {
    PartFolder preparedIn = new PartFolder(Path.of(part.folder()));
    if (!commitHere(part) && !preparedIn.commitHere(part)) {
      String missing = file(part, PartState.COMMITTED).toString();
      throw new UncheckedIOException(
          "Part file '"
              + missing
              + "' cannot be committed: neither it nor its prepared file is there, nor in '"
              + preparedIn.name()
              + "'",
          new NoSuchFileException(missing));
    }
  }

  /** Returns whether the part is visible here. */
  private boolean commitHere(PartFile part) {
    Path committed = file(part, PartState.COMMITTED);
    try {
      Files.move(file(part, PartState.PREPARED), committed, StandardCopyOption.ATOMIC_MOVE);
      sync();
      return true;
    } catch (NoSuchFileException e) {
      return Files.exists(committed);
    } catch (IOException e) {
      throw new UncheckedIOException("Part file '" + committed + "' cannot be committed", e);
    }
  }

  /**
   * Looks at the parts; makes the folder, if there is none.
   *
   * @throws InvalidConfigurationException if the folder cannot be made, or is another job's
   */
  SeenParts look(String job) {
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
      requireFolderOf(job);
      return new SeenParts(this);
    } catch (IOException e) {
      throw new UncheckedIOException("The output folder '" + path + "' cannot be listed", e);
    }
  }

  /** The parts of another job would be taken for this one's, and taken back. */
  private void requireFolderOf(String job) throws IOException {
    Path note = path.resolve(JOB);
    String owner = Files.exists(note) ? Files.readString(note).strip() : "";
    if (owner.isEmpty()) {
      Files.writeString(note, job + "\n");
    } else if (!owner.equals(job)) {
      throw new InvalidConfigurationException(
          "The output folder '"
              + path
              + "' is that of job '"
              + owner
              + "', whose files job '"
              + job
              + "' would take for its own; name another folder, or delete '"
              + note
              + "' if that job will never write there again");
    }
  }

  /** The same for all paths that lead to the folder, which must be there. */
  Path realPath() {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException("The output folder '" + path + "' cannot be found", e);
    }
  }

  /** Makes names durable that were made, moved or deleted. */
  void sync() throws IOException {
    try (FileChannel folder = FileChannel.open(path, StandardOpenOption.READ)) {
      folder.force(true);
    }
  }
}
