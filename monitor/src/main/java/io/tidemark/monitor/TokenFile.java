package io.tidemark.monitor;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * The file in which a monitor's token lies while it answers, for programs of the same user on the
 * same machine: of mode 0600, in a folder of mode 0700, named after the port.
 */
public final class TokenFile {

  /** What a token takes, and nothing else of any use: more is not read. */
  private static final int LONGEST = 512;

  private final Path file;

  private TokenFile(Path file) {
    this.file = file;
  }

  /** The file of whatever monitor answers on this port. */
  public static TokenFile ofPort(Path folder, int port) {
    return new TokenFile(folder.resolve(port + ".token"));
  }

  public static TokenFile at(Path file) {
    return new TokenFile(file);
  }

  /**
   * The folder of this user's token files.
   *
   * @param runtimeDirectory what {@code XDG_RUNTIME_DIR} says, if it is set
   * @param home the user's home
   */
  public static Path folder(Optional<String> runtimeDirectory, Path home) {
    return runtimeDirectory
        .filter(directory -> !directory.isBlank())
        .map(directory -> Path.of(directory, "tidemark"))
        .orElseGet(() -> home.resolve(".tidemark").resolve("run"));
  }

  public Path path() {
    return file;
  }

  /**
   * Reads the token.
   *
   * @throws MonitorException if there is no such file, or it cannot be read
   */
  public MonitorToken read() {
    try {
      if (!Files.isRegularFile(file)) {
        throw new MonitorException(
            "There is no token in " + file + "; name its file with --token-file", null);
      }
      if (Files.size(file) > LONGEST) {
        throw new MonitorException(file + " is too large to hold a token", null);
      }
      return MonitorToken.of(Files.readString(file).strip());
    } catch (IOException e) {
      throw new MonitorException("The token in " + file + " cannot be read", e);
    }
  }

  /** Replaces what another monitor has left on this port. No one else can read it at any time. */
  void write(MonitorToken token) {
    Path folder = file.resolveSibling(".").toAbsolutePath().normalize();
    Path unfinished = folder.resolve(file.getFileName() + ".new");
    try {
      makePrivate(folder);
      Files.deleteIfExists(unfinished);
      createPrivate(unfinished);
      Files.writeString(unfinished, token.secret() + "\n", StandardOpenOption.WRITE);
      Files.move(
          unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new MonitorException("The token cannot be written to " + file, e);
    }
  }

  private void createPrivate(Path path) throws IOException {
    if (isPosix()) {
      Files.createFile(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } else {
      Files.createFile(path);
    }
  }

  private void makePrivate(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Files.createDirectories(folder.resolve("..").normalize());
    try {
      if (isPosix()) {
        Files.createDirectory(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      } else {
        Files.createDirectory(folder);
      }
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
  }

  private boolean isPosix() {
    Set<String> views = file.getFileSystem().supportedFileAttributeViews();
    return views.contains("posix");
  }

  /** Removes the file if it still holds {@code token}, and not the one of a successor. */
  void removeIfHolding(MonitorToken token) {
    try {
      if (Files.isRegularFile(file) && token.matches(read().secret())) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new MonitorException("The token cannot be removed from " + file, e);
    }
  }
}
