package io.tidemark.serialization;

/** The hot path of one record class: values are of that class, whatever the signatures say. */
interface RecordCodec {

  void write(Object value, WriteBuffer out);

  Object read(ReadBuffer in);

  Object copy(Object value);
}
