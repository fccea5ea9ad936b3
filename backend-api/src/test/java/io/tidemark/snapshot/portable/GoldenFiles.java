package io.tidemark.snapshot.portable;

import io.tidemark.spi.BlobReader;
import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The frozen files of a version: read from the class path, written (once a version) to a folder.
 */
final class GoldenFiles implements BlobSource {

  private static final String FOLDER = "/io/tidemark/snapshot/v1/";

  byte[] read(String name) {
    try (InputStream in = GoldenFiles.class.getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        throw new IllegalStateException("There is no golden file " + FOLDER + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void write(Path folder, String name, byte[] bytes) {
    try {
      Files.createDirectories(folder);
      Files.write(folder.resolve(name), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public BlobReader open(BlobRef blob, long offset, long length) {
    MemoryBlobs blobs = new MemoryBlobs();
    BlobRef copy = blobs.add(read(((BlobRef.Stored) blob).name()));
    return blobs.open(copy, offset, length);
  }
}
