package io.tidemark.fs;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The calls by whose order it is decided what a machine that loses its power finds again. They are
 * here so that a test can follow them. Any thread may call.
 */
class Disk {

  private static final boolean FOLDERS_CAN_BE_SYNCED = File.separatorChar == '/';

  /** Makes a folder whose parent is there. */
  void makeFolder(Path folder) throws IOException {
    Files.createDirectory(folder);
  }

  /** Gives a file the name of a blob, in place of the one that has it. */
  void rename(Path file, Path blob) throws IOException {
    Files.move(file, blob, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Gives a file the name of a blob, too, unless it is taken. */
  void link(Path file, Path blob) throws IOException {
    Files.createLink(blob, file);
  }

  /** Makes a file's bytes and length last, not its times. */
  void sync(Path file, FileChannel channel) throws IOException {
    channel.force(false);
  }

  /** Makes the names in a folder last. Of a folder that is not there any more, there are none. */
  void syncFolder(Path folder) throws IOException {
    if (FOLDERS_CAN_BE_SYNCED) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      } catch (NoSuchFileException e) {
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
          throw e;
        }
      }
    }
  }
}
