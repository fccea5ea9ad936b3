package io.tidemark.serialization;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bytes that lie: a reader refuses them or reads something else, and takes no memory for what is
 * not there.
 */
class DamagedBytesTest {

  /** An entry of a map of the smallest keys and values takes about that much of the heap a byte. */
  private static final long HEAP_PER_BYTE = 200;

  /** Room for an exception, and for the JVM to link what makes its message. */
  private static final long HEAP_AT_ALL = 1 << 20;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Seed seed = Seed.of(DamagedBytesTest.class);
  private final Random random = seed.random();

  static Stream<Sample<?>> samples() {
    return Samples.all();
  }

  @ParameterizedTest
  @MethodSource("samples")
  <T> void everyFlippedBit_isRefusedOrReadInLittleMemory(Sample<T> sample) {
    for (int i = 0; i < 6; i++) {
      byte[] bytes = sample.bytes(sample.value(random));
      for (int bit = 0; bit < bytes.length * 8; bit++) {
        bytes[bit / 8] ^= (byte) (1 << bit % 8);
        readInLittleMemory(sample, bytes);
        bytes[bit / 8] ^= (byte) (1 << bit % 8);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  <T> void randomBytes_areRefusedOrReadInLittleMemory(Sample<T> sample) {
    for (int i = 0; i < 500; i++) {
      byte[] bytes = new byte[random.nextInt(100)];
      random.nextBytes(bytes);
      readInLittleMemory(sample, bytes);
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  <T> void greatLengths_areRefusedOrReadInLittleMemory(Sample<T> sample) {
    for (int lead = 0; lead < 12; lead++) {
      byte[] bytes = new byte[40];
      for (int i = lead; i < bytes.length; i++) {
        bytes[i] = (byte) (i % 5 == 4 ? 0x07 : 0xff);
      }
      readInLittleMemory(sample, bytes);
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  <T> void lengthOfAllThatIsThere_isRefusedOrReadInLittleMemory(Sample<T> sample) {
    WriteBuffer out = new WriteBuffer(0);
    int length = 50_000;
    out.writeVarInt(length);
    out.writeBytes(new byte[length]);
    readInLittleMemory(sample, out.toByteArray());
  }

  private <T> void readInLittleMemory(Sample<T> sample, byte[] bytes) {
    ReadBuffer in = new ReadBuffer(bytes);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    Damage.read(sample.serializer(), in);
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
    assertThat(allocated).as("%s", seed).isLessThan(HEAP_AT_ALL + HEAP_PER_BYTE * bytes.length);
  }
}
