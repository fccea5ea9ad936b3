package io.tidemark.examples;

import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.Serializers;

/**
 * Something that the load job does.
 *
 * @param key to which key
 * @param update whether the key's state is changed; otherwise it is only read
 */
record LoadRecord(long key, boolean update) {

  static final Serializer<LoadRecord> SERIALIZER = Serializers.records(LoadRecord.class);
}
