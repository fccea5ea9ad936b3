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
   * one since. There, it may have been taken back, and a job brings back only what is in its own
   * folder.
   */
  void commit(PartFile part) {
    PartFolder preparedIn = new PartFolder(Path.of(part.folder()));
    if (!commitHere(part, PartState.PREPARED)
        && (preparedIn.path.equals(path) || !preparedIn.commitForAnother(part))) {
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

  /** For a job that has another folder since; returns whether the part is visible here. */
  private boolean commitForAnother(PartFile part) {
    return commitHere(part, PartState.PREPARED) || commitHere(part, PartState.TAKEN_BACK);
  }

  /** Makes a part visible that is in that state; returns whether it is visible here. */
  private boolean commitHere(PartFile part, PartState state) {
    Path committed = file(part, PartState.COMMITTED);
    try {
      Files.move(file(part, state), committed, StandardCopyOption.ATOMIC_MOVE);
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
    JobNote note = new JobNote(path, job);
    note.requireNotAnothers();
    try {
      return new SeenParts(this, note);
    } catch (IOException e) {
      throw new UncheckedIOException("The output folder '" + path + "' cannot be listed", e);
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
