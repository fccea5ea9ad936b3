package io.tidemark.snapshot.portable;

import java.util.Arrays;
import java.util.Random;

/** What happens to bytes in storages. */
final class Damages {

  private Damages() {}

  /** A damaged copy, which differs from {@code bytes}. */
  static byte[] damage(byte[] bytes, Random random) {
    byte[] damaged = bytes;
    while (Arrays.equals(damaged, bytes)) {
      damaged = bytes.clone();
      int at = random.nextInt(bytes.length);
      int length = 1 + random.nextInt(Math.min(64, bytes.length - at));
      switch (random.nextInt(5)) {
        case 0 -> damaged[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> damaged[at] = (byte) random.nextInt();
        case 2 -> Arrays.fill(damaged, at, at + length, (byte) 0);
        case 3 ->
            System.arraycopy(bytes, random.nextInt(bytes.length - length + 1), damaged, at, length);
        default -> damaged = Arrays.copyOf(bytes, at);
      }
    }
    return damaged;
  }
}
