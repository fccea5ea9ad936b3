package io.tidemark.serialization;

/** Turns records of one class, whatever the signatures say, into a long and back. */
interface LongRecordCodec {

  long toLong(Object value);

  Object fromLong(long bits);
}
