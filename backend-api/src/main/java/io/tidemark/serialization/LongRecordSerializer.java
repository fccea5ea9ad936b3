package io.tidemark.serialization;

import io.tidemark.serialization.TypeDescription.RecordType;

/**
 * A record whose only component fits into 64 bits, such as {@code record UserId(long id)}: written
 * as any record, and kept by backends as the component would be.
 */
record LongRecordSerializer<R>(
    RecordSerializer<R> record, LongEncoded<?> field, LongRecordCodec codec)
    implements LongEncoded<R> {

  /** Returns {@code record} itself if it has other components. */
  static <R> Serializer<R> where(RecordSerializer<R> record) {
    if (record.fields().size() != 1) {
      return record;
    }
    RecordField only = record.fields().get(0);
    if (only.nullable() || !(only.present() instanceof LongEncoded<?> field)) {
      return record;
    }
    return new LongRecordSerializer<>(
        record,
        field,
        LongRecordHandles.codec(only, field, record.handles().constructorOfReadValues()));
  }

  @Override
  public RecordType description() {
    return record.description();
  }

  @Override
  public void write(R value, WriteBuffer out) {
    record.write(value, out);
  }

  @Override
  public R read(ReadBuffer in) {
    return record.read(in);
  }

  @Override
  public long toLong(R value) {
    return codec.toLong(value);
  }

  @Override
  @SuppressWarnings("unchecked") // the codec makes the record that it was composed for
  public R fromLong(long bits) {
    return (R) codec.fromLong(bits);
  }

  @Override
  public void writeLong(long bits, WriteBuffer out) {
    field.writeLong(bits, out);
  }

  @Override
  public long readLong(ReadBuffer in) {
    return field.readLong(in);
  }

  @Override
  public R copy(R value) {
    return value;
  }

  @Override
  public boolean isImmutable() {
    return true;
  }

  @Override
  public boolean isCanonical() {
    return true;
  }

  @Override
  public Compatibility<R> resolve(TypeDescription written) {
    return record.resolve(written);
  }
}
