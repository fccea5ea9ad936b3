package io.tidemark.serialization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tidemark.serialization.Compatibility.AsIs;
import io.tidemark.serialization.Compatibility.Incompatible;
import io.tidemark.serialization.Compatibility.Migrate;
import io.tidemark.serialization.TypeDescription.OpaqueType;
import io.tidemark.serialization.json.JsonPrinter;
import io.tidemark.serialization.json.SupportsJson;
import java.io.IOException;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class FormatPluginTest {

  /**
   * Knows sums, which are written as decimal digits in version 2 and were hexadecimal in version 1.
   */
  public static final class SumPlugin implements SupportsJson {
    @Override
    public String kind() {
      return "sum";
    }

    @Override
    public Optional<Serializer<?>> serializer(Type type) {
      return type == Sum.class || type == Disputed.class
          ? Optional.of(Serializers.opaque(new SumFormat()))
          : Optional.empty();
    }

    @Override
    public void print(OpaqueType type, ReadBuffer bytes, JsonGenerator out) throws IOException {
      out.writeNumber(SumFormat.digits(bytes, 10).value);
    }
  }

  /** Wants what another plug-in wants, and describes it as what it is not. */
  public static final class GreedyPlugin implements FormatPlugin {
    @Override
    public String kind() {
      return "greedy";
    }

    @Override
    public Optional<Serializer<?>> serializer(Type type) {
      if (type == Disputed.class) {
        return Optional.of(Serializers.LONG);
      }
      return type == OptionalLong.class
          ? Optional.of(Serializers.opaque(new SumFormat()))
          : Optional.empty();
    }
  }

  static final class Sum {
    long value;

    Sum(long value) {
      this.value = value;
    }
  }

  static final class Disputed {}

  record Sums(long id, Sum first, List<Sum> rest, String end) {}

  private static final class SumFormat implements OpaqueFormat<Sum> {
    @Override
    public OpaqueType description() {
      return new OpaqueType("sum", "Sum", "v2");
    }

    @Override
    public void write(Sum value, WriteBuffer out) {
      out.writeBytes(Long.toString(value.value).getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public Sum read(ReadBuffer in) {
      return digits(in, 10);
    }

    static Sum digits(ReadBuffer in, int radix) {
      String digits = new String(in.readBytes(in.remaining()), StandardCharsets.US_ASCII);
      try {
        return new Sum(Long.parseLong(digits, radix));
      } catch (NumberFormatException e) {
        throw new MalformedBytesException("No sum", e);
      }
    }

    @Override
    public Sum copy(Sum value) {
      return new Sum(value.value);
    }

    @Override
    public boolean isImmutable() {
      return false;
    }

    @Override
    public boolean isCanonical() {
      return false;
    }

    @Override
    public Compatibility<Sum> resolve(OpaqueType written) {
      if (written.equals(description())) {
        return new AsIs<>();
      }
      return switch (written.payload()) {
        case "v1" -> new Migrate<>(in -> digits(in, 16));
        case "other hand" -> new AsIs<>(in -> new Sum(-digits(in, 10).value));
        case "careless" -> new Migrate<>(in -> new Sum(in.readByte()));
        default -> new Incompatible<>("version " + written.payload() + " is unknown");
      };
    }
  }

  private final Serializer<Sums> serializer = Serializers.of(Sums.class);
  private final byte[] bytes = bytes(new Sums(1, new Sum(42), List.of(new Sum(-7)), "end"));

  @Test
  void typeOfAPlugin_isReadAndWrittenWithinRecords() {
    Sums read = serializer.read(new ReadBuffer(bytes));
    assertThat(read.first().value).isEqualTo(42);
    assertThat(read.rest().get(0).value).isEqualTo(-7);
    assertThat(read.end()).isEqualTo("end");
    assertThat(serializer.copy(read).first()).isNotSameAs(read.first());
    assertThat(serializer.isImmutable()).isFalse();
    assertThat(serializer.isCanonical()).isFalse();
  }

  @Test
  void opaqueBytes_arePassedOverAndShownByDescription() {
    ReadBuffer in = new ReadBuffer(bytes);
    DescribedBytes.skip(serializer.description(), in);
    assertThat(in.hasRemaining()).isFalse();

    assertThat(
            JsonPrinter.ofInstalledFormats().print(serializer.description(), new ReadBuffer(bytes)))
        .isEqualTo("{\"id\":1,\"first\":42,\"rest\":[-7],\"end\":\"end\"}");
    assertThat(new JsonPrinter(List.of()).print(serializer.description(), new ReadBuffer(bytes)))
        .contains("\"first\":{\"opaque\":\"sum\",\"name\":\"Sum\",\"bytes\":\"NDI=\"}");
  }

  @Test
  void olderVersion_isMigratedOrRefusedByItsFormat() {
    Serializer<Sum> sum = Serializers.opaque(new SumFormat());
    Compatibility<Sum> migration = sum.resolve(new OpaqueType("sum", "Sum", "v1"));
    assertThat(migration).isInstanceOf(Migrate.class);
    ReadBuffer in = new ReadBuffer(new byte[] {2, 'f', 'f', 'x'});
    assertThat(((Migrate<Sum>) migration).reader().read(in).value).isEqualTo(255);
    assertThat(in.remaining()).isEqualTo(1);
    assertThat(sum.resolve(new OpaqueType("sum", "Sum", "v0")))
        .isEqualTo(new Incompatible<>("sum Sum: version v0 is unknown"));
    assertThat(sum.resolve(TypeDescription.Scalar.LONG)).isInstanceOf(Incompatible.class);
  }

  @Test
  void bytesReadAsTheyAre_areGivenToTheReaderOfWhoeverWroteThem() {
    Serializer<Sum> sum = Serializers.opaque(new SumFormat());
    Compatibility<Sum> answer = sum.resolve(new OpaqueType("sum", "Sum", "other hand"));
    ReadBuffer in = new ReadBuffer(new byte[] {2, '4', '2', 'x'});
    assertThat(((AsIs<Sum>) answer).older().read(in).value).isEqualTo(-42);
    assertThat(in.remaining()).isEqualTo(1);
    assertThat(((AsIs<Sum>) sum.resolve(sum.description())).older()).isNull();
  }

  @Test
  void formatThatLeavesBytesUnread_isMalformed() {
    Serializer<Sum> sum = Serializers.opaque(new SumFormat());
    Compatibility.Reader<Sum> reader =
        ((Migrate<Sum>) sum.resolve(new OpaqueType("sum", "Sum", "careless"))).reader();
    assertThatExceptionOfType(MalformedBytesException.class)
        .isThrownBy(() -> reader.read(new ReadBuffer(new byte[] {2, 'f', 'f', 'x'})))
        .withMessage("The format leaves 1 bytes of its value unread");
  }

  @Test
  void disputedOrMislabelledType_isRefusedWithTheNamesOfThePlugins() {
    assertThatExceptionOfType(UnsupportedTypeException.class)
        .isThrownBy(() -> Serializers.of(Disputed.class))
        .withMessageContaining("Two format plug-ins want")
        .withMessageContaining(SumPlugin.class.getName())
        .withMessageContaining(GreedyPlugin.class.getName());
    assertThatExceptionOfType(UnsupportedTypeException.class)
        .isThrownBy(() -> Serializers.of(OptionalLong.class))
        .withMessageContaining(
            "is of kind greedy, but describes java.util.OptionalLong as of kind sum");
    assertThatExceptionOfType(UnsupportedTypeException.class)
        .isThrownBy(() -> Serializers.of(Thread.class))
        .withMessageContaining("(found: [sum, greedy])");
  }

  private byte[] bytes(Sums value) {
    WriteBuffer out = new WriteBuffer(0);
    serializer.write(value, out);
    return out.toByteArray();
  }
}
