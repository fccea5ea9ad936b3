package io.tidemark.flink.type;

import io.tidemark.serialization.ReadBuffer;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.apache.flink.core.memory.DataInputView;
import org.jspecify.annotations.Nullable;

/** Lets Flink's serializers read from a {@link ReadBuffer}. Its end is an {@link EOFException}. */
final class BufferInput extends InputStream implements DataInputView {

  private ReadBuffer source = new ReadBuffer();

  /** What is read from here on is read at the position of {@code buffer}. */
  void from(ReadBuffer buffer) {
    source = buffer;
  }

  private ReadBuffer require(int count) throws EOFException {
    if (source.remaining() < count) {
      throw new EOFException(
          "Needed " + count + " bytes, found " + source.remaining() + " before the end");
    }
    return source;
  }

  @Override
  public int read() {
    return source.hasRemaining() ? source.readUnsignedByte() : -1;
  }

  @Override
  public int read(byte[] bytes) {
    return read(bytes, 0, bytes.length);
  }

  @Override
  public int read(byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (length > 0 && !source.hasRemaining()) {
      return -1;
    }
    int count = Math.min(length, source.remaining());
    System.arraycopy(source.array(), source.position(), bytes, offset, count);
    source.skip(count);
    return count;
  }

  @Override
  public long skip(long count) {
    return skipBytes((int) Math.min(Integer.MAX_VALUE, Math.max(0, count)));
  }

  @Override
  public int skipBytes(int count) {
    int skipped = Math.min(count, source.remaining());
    source.skip(skipped);
    return skipped;
  }

  @Override
  public void skipBytesToRead(int count) throws IOException {
    require(count).skip(count);
  }

  @Override
  public int available() {
    return source.remaining();
  }

  @Override
  public void readFully(byte[] bytes) throws IOException {
    readFully(bytes, 0, bytes.length);
  }

  @Override
  public void readFully(byte[] bytes, int offset, int length) throws IOException {
    require(length);
    System.arraycopy(source.array(), source.position(), bytes, offset, length);
    source.skip(length);
  }

  @Override
  public boolean readBoolean() throws IOException {
    return require(1).readByte() != 0;
  }

  @Override
  public byte readByte() throws IOException {
    return require(1).readByte();
  }

  @Override
  public int readUnsignedByte() throws IOException {
    return require(1).readUnsignedByte();
  }

  @Override
  public short readShort() throws IOException {
    return require(2).readShort();
  }

  @Override
  public int readUnsignedShort() throws IOException {
    return require(2).readShort() & 0xffff;
  }

  @Override
  public char readChar() throws IOException {
    return (char) require(2).readShort();
  }

  @Override
  public int readInt() throws IOException {
    return require(4).readInt();
  }

  @Override
  public long readLong() throws IOException {
    return require(8).readLong();
  }

  @Override
  public float readFloat() throws IOException {
    return require(4).readFloat();
  }

  @Override
  public double readDouble() throws IOException {
    return require(8).readDouble();
  }

  @Override
  @SuppressWarnings("deprecation") // DataInput has this method, and DataInputStream what it does
  public @Nullable String readLine() throws IOException {
    return new DataInputStream(this).readLine();
  }

  @Override
  public String readUTF() throws IOException {
    return DataInputStream.readUTF(this);
  }
}
