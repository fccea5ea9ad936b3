package io.tidemark.serialization.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tidemark.serialization.FormatPlugin;
import io.tidemark.serialization.ReadBuffer;
import io.tidemark.serialization.TypeDescription.OpaqueType;
import java.io.IOException;

/** A power of format plug-ins: to show their values without the classes of the job. */
public interface SupportsJson extends FormatPlugin {

  /**
   * Writes exactly one JSON value to {@code out}.
   *
   * @param type of this format's {@link #kind}
   * @param bytes the value, which takes all of them
   * @throws io.tidemark.serialization.MalformedBytesException if they are none
   */
  void print(OpaqueType type, ReadBuffer bytes, JsonGenerator out) throws IOException;
}
