package io.tidemark.flink.checkpoint;

import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobScope;
import io.tidemark.spi.BlobSink;
import io.tidemark.spi.BlobWriter;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import java.util.zip.CRC32C;
import org.apache.flink.runtime.state.CheckpointStateOutputStream;

/**
 * Writes blobs one after the other into one stream. From its first byte on a blob has the stream to
 * itself until it is committed or given up; the writers of others wait. So a thread that has a blob
 * under way must not begin another, which no store does.
 */
final class SingleStreamSink implements BlobSink {

  private final CheckpointStateOutputStream stream;
  private final String name;
  private final Semaphore turn = new Semaphore(1);

  /**
   * Makes a sink.
   *
   * @param name the name of all blobs, which differ in where they begin
   */
  SingleStreamSink(CheckpointStateOutputStream stream, String name) {
    this.stream = stream;
    this.name = name;
  }

  @Override
  public BlobWriter<BlobRef> create(BlobScope scope) {
    return new PartWriter();
  }

  private final class PartWriter implements BlobWriter<BlobRef> {

    private final CRC32C checksum = new CRC32C();
    private boolean hasTurn;
    private long begin;
    private long length;

    @Override
    public void write(byte[] bytes, int offset, int count) {
      try {
        if (!hasTurn) {
          turn.acquire();
          hasTurn = true;
          begin = stream.getPos();
        }
        stream.write(bytes, offset, count);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CancellationException("Interrupted while another part was written");
      } catch (IOException e) {
        throw StreamFailure.of("Writing a part of the checkpoint", e);
      }
      checksum.update(bytes, offset, count);
      length += count;
    }

    @Override
    public BlobRef commit() {
      close();
      return length == 0
          ? new BlobRef.Inline(new byte[0])
          : new BlobRef.Stored(name, begin, length, (int) checksum.getValue());
    }

    @Override
    public void close() {
      if (hasTurn) {
        hasTurn = false;
        turn.release();
      }
    }
  }
}
