package io.tidemark.runtime.connector.file;

import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.Serializers;

/**
 * A line of a text file.
 *
 * @param file the file's path
 * @param offset of its first byte in the file
 * @param text without its end
 */
public record TextLine(String file, long offset, String text) {

  public static final Serializer<TextLine> SERIALIZER = Serializers.records(TextLine.class);

  /** Says where this line is. */
  public MalformedLineException malformed(String reason) {
    return new MalformedLineException(file, offset, reason);
  }
}
