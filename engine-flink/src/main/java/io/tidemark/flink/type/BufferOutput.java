package io.tidemark.flink.type;

import io.tidemark.serialization.WriteBuffer;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Lets Flink's serializers write into a {@link WriteBuffer}. */
final class BufferOutput extends OutputStream implements DataOutputView {

  private WriteBuffer target = new WriteBuffer(0);

  /** What is written from here on is appended to {@code buffer}. */
  void into(WriteBuffer buffer) {
    target = buffer;
  }

  @Override
  public void write(int value) {
    target.writeByte(value);
  }

  @Override
  public void write(byte[] bytes) {
    target.writeBytes(bytes);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    target.writeBytes(bytes, offset, length);
  }

  @Override
  public void writeBoolean(boolean value) {
    target.writeBoolean(value);
  }

  @Override
  public void writeByte(int value) {
    target.writeByte(value);
  }

  @Override
  public void writeShort(int value) {
    target.writeShort(value);
  }

  @Override
  public void writeChar(int value) {
    target.writeShort(value);
  }

  @Override
  public void writeInt(int value) {
    target.writeInt(value);
  }

  @Override
  public void writeLong(long value) {
    target.writeLong(value);
  }

  @Override
  public void writeFloat(float value) {
    target.writeInt(Float.floatToIntBits(value));
  }

  @Override
  public void writeDouble(double value) {
    target.writeLong(Double.doubleToLongBits(value));
  }

  @Override
  public void writeBytes(String text) {
    for (int i = 0; i < text.length(); i++) {
      target.writeByte(text.charAt(i));
    }
  }

  @Override
  public void writeChars(String text) {
    for (int i = 0; i < text.length(); i++) {
      target.writeShort(text.charAt(i));
    }
  }

  @Override
  public void writeUTF(String text) throws IOException {
    new DataOutputStream(this).writeUTF(text);
  }

  @Override
  public void skipBytesToWrite(int count) {
    for (int i = 0; i < count; i++) {
      target.writeByte(0);
    }
  }

  @Override
  public void write(DataInputView source, int count) throws IOException {
    target.reserve(count);
    source.readFully(target.array(), target.position(), count);
    target.position(target.position() + count);
  }
}
