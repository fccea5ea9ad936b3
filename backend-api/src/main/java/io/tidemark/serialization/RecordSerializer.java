package io.tidemark.serialization;

import io.tidemark.serialization.TypeDescription.RecordType;
import java.util.List;

/**
 * The fields of a record, one after the other as the class declares them.
 *
 * @param names of the fields, for older bytes
 * @param handles to the class, for older bytes
 */
record RecordSerializer<R>(
    RecordType description,
    List<RecordField> fields,
    Names names,
    RecordHandles handles,
    RecordCodec codec,
    boolean isImmutable,
    boolean isCanonical)
    implements Serializer<R> {

  static <R> RecordSerializer<R> of(
      Class<?> type, Names names, List<RecordField> fields, RecordHandles handles) {
    return new RecordSerializer<>(
        new RecordType(type.getSimpleName(), fields.stream().map(RecordField::described).toList()),
        fields,
        names,
        handles,
        handles.codec(),
        fields.stream().allMatch(field -> field.present().isImmutable()),
        fields.stream().allMatch(field -> field.present().isCanonical()));
  }

  @Override
  public void write(R value, WriteBuffer out) {
    codec.write(value, out);
  }

  @Override
  @SuppressWarnings("unchecked") // the codec makes the record that it was composed for
  public R read(ReadBuffer in) {
    return (R) codec.read(in);
  }

  @Override
  @SuppressWarnings("unchecked") // the codec makes the record that it was composed for
  public R copy(R value) {
    return isImmutable ? value : (R) codec.copy(value);
  }

  @Override
  public Compatibility<R> resolve(TypeDescription written) {
    return written instanceof RecordType record
        ? new RecordEvolution<>(this, record).resolve()
        : Resolution.different(description, written);
  }
}
