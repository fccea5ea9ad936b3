package io.tidemark.runtime.connector.file;

import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.Serializers;

/**
 * A file and how far it was read.
 *
 * @param file its path
 * @param offset of the first byte that was not read
 */
public record FileSplit(String file, long offset) {

  static final Serializer<FileSplit> SERIALIZER = Serializers.records(FileSplit.class);
}
