package io.tidemark.fs.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.spi.StorageException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class TreeBlobWriterTest {

  @Test
  void writeThatFailed_leavesNothingToCommit() {
    HalfWritten file = new HalfWritten();
    try (TreeBlobWriter writer = new TreeBlobWriter(new Open(), "blob", file)) {
      assertThatThrownBy(() -> writer.write(new byte[2], 0, 2))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("write blob 'blob'");

      assertThatThrownBy(writer::commit)
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("'blob'");
    }
    assertThat(file.visible).isFalse();
    assertThat(file.closed).isTrue();
  }

  private static final class Open implements WriteGuard {

    @Override
    public void requireOpen() {}

    @Override
    public StorageException failure(String attempt, IOException e) {
      return new StorageException("Could not " + attempt, false, e);
    }
  }

  /** A file of a disk that is full after the first byte. */
  private static final class HalfWritten implements UnfinishedBlob {

    private boolean visible;
    private boolean closed;

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      throw new IOException("No space left on device");
    }

    @Override
    public long length() {
      return 1;
    }

    @Override
    public long become() {
      visible = true;
      return 0;
    }

    @Override
    public boolean becomeIfFree() {
      visible = true;
      return true;
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
