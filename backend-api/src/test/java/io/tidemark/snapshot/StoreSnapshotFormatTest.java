package io.tidemark.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tidemark.serialization.TypeDescription;
import io.tidemark.serialization.TypeDescription.Scalar;
import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobUse;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.SnapshotCorruptException;
import io.tidemark.spi.SnapshotVersionException;
import io.tidemark.spi.StateKind;
import io.tidemark.spi.StateSchema;
import io.tidemark.spi.StoreSchema;
import io.tidemark.spi.StoreSnapshot;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoreSnapshotFormatTest {

  private static final StoreSnapshot SNAPSHOT =
      new StoreSnapshot(
          "memory",
          StoreSnapshot.PORTABLE,
          1,
          KeyGroupRange.of(0, 63),
          List.of(
              new StoreSchema(Scalar.STRING, List.of()),
              new StoreSchema(
                  TypeDescription.parse("pair<long,string>"),
                  List.of(
                      new StateSchema(
                          "größe \" \u0000",
                          StateKind.MAP,
                          Scalar.LONG,
                          Scalar.UUID,
                          Scalar.BYTES,
                          true),
                      new StateSchema(
                          "timers", StateKind.TIMERS, Scalar.UNIT, null, Scalar.UNIT, false)))),
          List.of(
              new BlobUse(
                  new BlobRef.Stored("shared/0a/b-1", 12, 1L << 40, 0xfedcba98),
                  KeyGroupRange.of(3, 17),
                  0,
                  false),
              new BlobUse(
                  new BlobRef.Inline(new byte[] {0, 1, -1, 127}),
                  KeyGroupRange.of(0, 63),
                  1,
                  true)));

  @Test
  void standAlone_isReadAsItWasWritten() {
    byte[] bytes = StoreSnapshotFormat.toBytes(SNAPSHOT);

    assertThat(StoreSnapshotFormat.fromBytes(bytes, "s")).isEqualTo(SNAPSHOT);
  }

  @Test
  void emptySnapshot_isReadAsItWasWritten() {
    StoreSnapshot empty =
        new StoreSnapshot("x", "y", 0, KeyGroupRange.of(1, 1), List.of(), List.of());

    assertThat(StoreSnapshotFormat.fromBytes(StoreSnapshotFormat.toBytes(empty), "s"))
        .isEqualTo(empty);
  }

  @Test
  void nested_leavesTheParserAtItsEnd() throws Exception {
    StringWriter json = new StringWriter();
    try (JsonGenerator out = new JsonFactory().createGenerator(json)) {
      out.writeStartArray();
      StoreSnapshotFormat.write(SNAPSHOT, out);
      out.writeNumber(5);
      out.writeEndArray();
    }

    try (JsonParser in = new JsonFactory().createParser(json.toString())) {
      in.nextToken();
      in.nextToken();
      assertThat(StoreSnapshotFormat.read(in, "manifest")).isEqualTo(SNAPSHOT);
      assertThat(in.currentToken()).isEqualTo(JsonToken.END_OBJECT);
      in.nextToken();
      assertThat(in.getIntValue()).isEqualTo(5);
    }
  }

  @Test
  void everyBitFlipped_isFound() {
    byte[] whole = StoreSnapshotFormat.toBytes(SNAPSHOT);
    for (int bit = 0; bit < whole.length * 8; bit++) {
      byte[] damaged = whole.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      assertThatThrownBy(() -> StoreSnapshotFormat.fromBytes(damaged, "the blob"))
          .as("bit %s", bit)
          .isInstanceOfSatisfying(
              SnapshotCorruptException.class, e -> assertThat(e.blob()).isEqualTo("the blob"));
    }
  }

  @Test
  void everyTruncation_isFound() {
    byte[] whole = StoreSnapshotFormat.toBytes(SNAPSHOT);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> StoreSnapshotFormat.fromBytes(cut, "s"))
          .as("cut at %s", length)
          .isInstanceOf(SnapshotCorruptException.class);
    }
    assertThatThrownBy(
            () -> StoreSnapshotFormat.fromBytes(Arrays.copyOf(whole, whole.length + 1), "s"))
        .isInstanceOf(SnapshotCorruptException.class);
  }

  @Test
  void newerSeal_saysSo() {
    byte[] newer = new SealedJson("tidemark-store-snapshot", 2).seal(out -> {});

    assertThatThrownBy(() -> StoreSnapshotFormat.fromBytes(newer, "the blob"))
        .isInstanceOf(SnapshotVersionException.class)
        .hasMessageContaining("version 2")
        .hasMessageContaining("up to 1");
  }

  @Test
  void anotherForm_isRefused() {
    byte[] other = new SealedJson("tidemark-operator-state", 1).seal(out -> {});

    assertThatThrownBy(() -> StoreSnapshotFormat.fromBytes(other, "s"))
        .isInstanceOf(SnapshotCorruptException.class)
        .hasMessageContaining("tidemark-store-snapshot");
  }

  @Test
  void newerNestedVersion_saysSo_whateverFollows() {
    assertThatThrownBy(() -> readJson("{\"version\":2,\"colour\":\"green\"}"))
        .isInstanceOf(SnapshotVersionException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"version\":1 | \"version\":0",
        "\"version\":1, | ",
        "\"backend\":\"memory\", | ",
        "\"backend\":\"memory\" | \"backend\":7",
        "\"backend\":\"memory\" | \"backend\":\"memory\",\"backend\":\"memory\"",
        "\"backend\":\"memory\" | \"backend\":\"memory\",\"colour\":1",
        "\"keyGroups\":[0,63] | \"keyGroups\":[0]",
        "\"keyGroups\":[0,63] | \"keyGroups\":[63,0]",
        "\"keyGroups\":[0,63] | \"keyGroups\":[0,99999]",
        "\"keyGroups\":[0,63] | \"keyGroups\":[0,10]",
        "\"keyGroups\":[0,63] | \"keyGroups\":[-1,63]",
        "\"keyGroups\":[0,63] | \"keyGroups\":[0,63.5]",
        "\"keyGroups\":[0,63] | \"keyGroups\":[0,99999999999999999999]",
        "\"schema\":1 | \"schema\":2",
        "\"offset\":12 | \"offset\":9223372036854775807",
        "\"checksum\":\"fedcba98\" | \"checksum\":\"fedcba9\"",
        "\"checksum\":\"fedcba98\" | \"checksum\":\"fedcbaxx\"",
        "\"checksum\":\"fedcba98\" | \"inline\":\"AA==\"",
        "\"kind\":\"map\" | \"kind\":\"bag\"",
        "\"kind\":\"map\" | \"kind\":\"list\"",
        "\"key\":\"string\" | \"key\":\"strong\"",
        "\"added\":true | \"added\":\"true\"",
        "\"inline\":\"AAH/fw==\" | \"inline\":\"A!\"",
      })
  void anythingElse_isCorrupt(String written, String found) {
    String json = json();
    assertThat(json).contains(written);

    assertThatThrownBy(
            () -> readJson(json.replaceFirst(quote(written), found == null ? "" : found)))
        .isInstanceOf(SnapshotCorruptException.class);
  }

  @Test
  void json_isReadInAnyOrderOfItsFields() {
    String json = json();
    String backend = "\"backend\":\"memory\",";
    String moved = json.replace(backend, "").replaceFirst("}$", ",\"backend\":\"memory\"}");

    assertThat(readJson(moved)).isEqualTo(SNAPSHOT);
  }

  private static String quote(String text) {
    return Pattern.quote(text);
  }

  private static String json() {
    String sealed = new String(StoreSnapshotFormat.toBytes(SNAPSHOT), StandardCharsets.UTF_8);
    return sealed.substring(sealed.indexOf('\n') + 1);
  }

  private static StoreSnapshot readJson(String json) {
    try (JsonParser in = new JsonFactory().createParser(json)) {
      in.nextToken();
      return StoreSnapshotFormat.read(in, "s");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
