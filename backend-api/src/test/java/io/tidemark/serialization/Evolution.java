package io.tidemark.serialization;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.serialization.Compatibility.AsIs;
import io.tidemark.serialization.Compatibility.Incompatible;
import io.tidemark.serialization.Compatibility.Migrate;

/**
 * A serializer of today before bytes that another one wrote, of which only the description's text
 * is left.
 */
record Evolution<W, R>(Serializer<W> older, Serializer<R> today) {

  Compatibility<R> resolve() {
    return today.resolve(TypeDescription.parse(older.description().text()));
  }

  /** Reads through the migration that there has to be. */
  R migrate(W written) {
    Compatibility<R> compatibility = resolve();
    assertThat(compatibility).isInstanceOf(Migrate.class);
    return read(written, ((Migrate<R>) compatibility).reader());
  }

  /** Reads with today's serializer, which has to do. */
  R readAsIs(W written) {
    assertThat(resolve()).isInstanceOf(AsIs.class);
    return read(written, today);
  }

  /** The reason of the refusal that there has to be. */
  String refusal() {
    Compatibility<R> compatibility = resolve();
    assertThat(compatibility).isInstanceOf(Incompatible.class);
    return ((Incompatible<R>) compatibility).reason();
  }

  private R read(W written, Compatibility.Reader<R> reader) {
    WriteBuffer out = new WriteBuffer(16);
    older.write(written, out);
    int end = out.position();
    out.writeInt(-1);
    ReadBuffer in = new ReadBuffer(out.toByteArray());
    R value = reader.read(in);
    assertThat(in.position()).isEqualTo(end);
    return value;
  }
}
