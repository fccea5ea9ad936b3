package io.tidemark.serialization;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The obligations of {@link Serializer}, for every type. */
class SerializerContractTest {

  private static final int ROUNDS = 300;

  private final Seed seed = Seed.of(SerializerContractTest.class);
  private final Random random = seed.random();

  static Stream<Sample<?>> samples() {
    return Samples.all();
  }

  static Stream<Sample<?>> longEncoded() {
    return Samples.all().filter(sample -> sample.serializer() instanceof LongEncoded);
  }

  @ParameterizedTest
  @MethodSource("samples")
  <T> void readOfWrittenBytes_isEqualAndEndsWhereTheyEnd(Sample<T> sample) {
    for (int i = 0; i < ROUNDS; i++) {
      T value = sample.value(random);
      byte[] bytes = sample.bytes(value);
      byte[] surrounded = new byte[bytes.length + 9];
      random.nextBytes(surrounded);
      System.arraycopy(bytes, 0, surrounded, 4, bytes.length);
      ReadBuffer in = new ReadBuffer(surrounded, 4, bytes.length + 5);

      T read = sample.serializer().read(in);

      assertThat(read).as("%s", seed).isEqualTo(value);
      assertThat(in.position()).as("%s", seed).isEqualTo(4 + bytes.length);
      assertThat(sample.bytes(read)).as("%s", seed).isEqualTo(bytes);
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  <T> void bytesCutAnywhere_areMalformed(Sample<T> sample) {
    for (int i = 0; i < ROUNDS / 10; i++) {
      byte[] bytes = sample.bytes(sample.value(random));
      for (int length = 0; length < bytes.length; length++) {
        ReadBuffer in = new ReadBuffer(Arrays.copyOf(bytes, length));
        assertThat(Damage.read(sample.serializer(), in))
            .as("%d of %d bytes, %s", length, bytes.length, seed)
            .isEqualTo(Damage.NOTICED);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  <T> void descriptionAlone_findsTheEnd(Sample<T> sample) {
    TypeDescription description = sample.serializer().description();
    for (int i = 0; i < ROUNDS; i++) {
      byte[] bytes = sample.bytes(sample.value(random));
      ReadBuffer in = new ReadBuffer(Arrays.copyOf(bytes, bytes.length + 3));

      DescribedBytes.skip(description, in);

      assertThat(in.position()).as("%s", seed).isEqualTo(bytes.length);
      assertThat(DescribedBytes.smallest(description)).as("%s", seed).isBetween(1, bytes.length);
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  <T> void copy_isEqualAndTheSameOnlyIfImmutable(Sample<T> sample) {
    for (int i = 0; i < ROUNDS; i++) {
      T value = sample.value(random);
      T copy = sample.serializer().copy(value);
      assertThat(copy).as("%s", seed).isEqualTo(value);
      if (sample.serializer().isImmutable()) {
        assertThat(copy).isSameAs(value);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  <T> void ownDescription_resolvesAsIsAndHasText(Sample<T> sample) {
    TypeDescription description = sample.serializer().description();
    assertThat(TypeDescription.parse(description.text())).isEqualTo(description);
    assertThat(sample.serializer().resolve(TypeDescription.parse(description.text())))
        .isInstanceOf(Compatibility.AsIs.class);
  }

  @ParameterizedTest
  @MethodSource("longEncoded")
  <T> void longOfValue_standsForItInEveryWay(Sample<T> sample) {
    LongEncoded<T> serializer = (LongEncoded<T>) sample.serializer();
    for (int i = 0; i < ROUNDS; i++) {
      T value = sample.value(random);
      T other = sample.value(random);
      long bits = serializer.toLong(value);
      WriteBuffer out = new WriteBuffer(0);
      serializer.writeLong(bits, out);

      assertThat(serializer.fromLong(bits)).as("%s", seed).isEqualTo(value);
      assertThat(serializer.toLong(other) == bits).as("%s", seed).isEqualTo(other.equals(value));
      assertThat(out.toByteArray()).as("%s", seed).isEqualTo(sample.bytes(value));
      assertThat(serializer.readLong(new ReadBuffer(out.toByteArray())))
          .as("%s", seed)
          .isEqualTo(bits);
    }
  }
}
