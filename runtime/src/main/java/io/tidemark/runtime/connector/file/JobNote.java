package io.tidemark.runtime.connector.file;

import io.tidemark.config.InvalidConfigurationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The file of an output folder that names the job whose folder it is: another job would take the
 * parts there for its own, and take them back.
 */
final class JobNote {

  private static final String FILE = ".tidemark-job";

  private final Path folder;
  private final Path file;
  private final String job;

  /**
   * @param job the name of the job that wants the folder
   */
  JobNote(Path folder, String job) {
    this.folder = folder;
    this.file = folder.resolve(FILE);
    this.job = job;
  }

  /**
   * Leaves the folder as it is.
   *
   * @throws InvalidConfigurationException if it is another job's
   */
  void requireNotAnothers() {
    isWritten();
  }

  /**
   * Whether the folder is this job's; if not, it is nobody's. One that a crash left empty names
   * nobody.
   *
   * @throws InvalidConfigurationException if it is another job's
   */
  boolean isWritten() {
    String owner = owner();
    if (owner.isEmpty()) {
      return false;
    }
    if (!owner.equals(job)) {
      throw new InvalidConfigurationException(
          "The output folder '"
              + folder
              + "' is that of job '"
              + owner
              + "', whose files job '"
              + job
              + "' would take for its own; "
              + remedy("job '" + owner + "'"));
    }
    return true;
  }

  /** The parts that a folder of nobody has may be those of a job that goes on there. */
  InvalidConfigurationException refusal(String part) {
    return new InvalidConfigurationException(
        "The output folder '"
            + folder
            + "' has files such as '"
            + part
            + "', none of which belongs to what job '"
            + job
            + "' goes on from, and '"
            + file
            + "' does not say whose they are; "
            + remedy("the job that wrote them"));
  }

  private String remedy(String owner) {
    return "name another folder, or write '"
        + job
        + "' into '"
        + file
        + "': the output here of "
        + owner
        + " is then hidden as '.taken-back-…', and its snapshots cannot be restored, unless job '"
        + job
        + "' goes on from one of them";
  }

  /**
   * Makes the folder this job's, if it is nobody's; durable once the folder is synced.
   *
   * @throws InvalidConfigurationException if it is another job's
   */
  void write() {
    if (isWritten()) {
      return;
    }
    try {
      write(StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException e) {
      replaceEmpty();
    } catch (IOException e) {
      throw cannotBeWritten(e);
    }
    if (!isWritten()) {
      throw cannotBeWritten(new NoSuchFileException(file.toString()));
    }
  }

  /** Somebody else was faster, unless a crash left it empty. */
  private void replaceEmpty() {
    if (isWritten()) {
      return;
    }
    try {
      write(StandardOpenOption.CREATE);
    } catch (IOException e) {
      throw cannotBeWritten(e);
    }
  }

  private void write(OpenOption creation) throws IOException {
    try (FileChannel channel = FileChannel.open(file, creation, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(job + "\n");
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  /** Empty if it is nobody's. */
  private String owner() {
    try {
      return Files.readString(file).strip();
    } catch (NoSuchFileException e) {
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The file '"
              + file
              + "', which names the job whose output folder it is in, cannot be read; have this"
              + " process be allowed to read it, or name another folder",
          e);
    }
  }

  private UncheckedIOException cannotBeWritten(IOException cause) {
    return new UncheckedIOException(
        "The file '"
            + file
            + "', which names the job whose output folder it is in, cannot be written",
        cause);
  }
}
