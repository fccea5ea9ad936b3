package io.tidemark.rocksdb.table;

import java.util.HexFormat;

/**
 * The 64-bit hash by which RocksDB's filters know a key: XXH3 as xxHash 0.7.2 previewed it, with
 * seed 0. The XXH3 that xxHash released since, and that libraries offer, gives other values.
 */
final class KeyHash {

  private static final long PRIME32_1 = 0x9e3779b1L;
  private static final long PRIME32_2 = 0x85ebca77L;
  private static final long PRIME32_3 = 0xc2b2ae3dL;
  private static final long PRIME64_1 = 0x9e3779b185ebca87L;
  private static final long PRIME64_2 = 0xc2b2ae3d27d4eb4fL;
  private static final long PRIME64_3 = 0x165667b19e3779f9L;
  private static final long PRIME64_4 = 0x85ebca77c2b2ae63L;
  private static final long PRIME64_5 = 0x27d4eb2f165667c5L;

  private static final byte[] SECRET =
      HexFormat.of()
          .parseHex(
              "b8fe6c3923a44bbe7c01812cf721ad1cded46de9839097db7240a4a4b7b3671f"
                  + "cb79e64eccc0e578825ad07dccff7221b8084674f743248ee03590e6813a264c"
                  + "3c2852bb91c300cb88d0658b1b532ea371644897a20df94e3819ef46a9deacd8"
                  + "a8fa763fe39c343ff9dcbbc7c70b4f1d8a51e04bcdb45931c89f7ec9d9787364"
                  + "eac5ac8334d3ebc3c581a0fffa1363eb170ddd51b7f0da49d316552629d4689e"
                  + "2b16be587d47a1fc8ff8b8d17ad031ce45cb3a8f95160428afd7fbcabb4b407e");

  private static final int STRIPE = 64;
  private static final int STRIPES_BETWEEN_SCRAMBLES = 16;
  private static final int SCRAMBLE_SECRET = SECRET.length - STRIPE;
  private static final int LAST_STRIPE_SECRET = SCRAMBLE_SECRET - 7;
  private static final int MERGE_SECRET = 11;
  private static final int MIDDLE_SECRET = 3;
  private static final int LAST_MIDDLE_SECRET = 119;

  private KeyHash() {}

  /** The hash of the first {@code length} bytes of {@code key}. */
  static long of(byte[] key, int length) {
    if (length > 240) {
      return ofLong(key, length);
    }
    if (length > 128) {
      return ofUpTo240(key, length);
    }
    if (length > 16) {
      return ofUpTo128(key, length);
    }
    if (length > 8) {
      return ofUpTo16(key, length);
    }
    if (length >= 4) {
      return ofUpTo8(key, length);
    }
    return length > 0 ? ofUpTo3(key, length) : foldedProduct(secret(0), PRIME64_2);
  }

  private static long ofUpTo3(byte[] key, int length) {
    int first = key[0] & 0xff;
    int middle = key[length >> 1] & 0xff;
    int last = key[length - 1] & 0xff;
    int all = first | middle << 8 | last << 16 | length << 24;
    return avalanche((all ^ secret(0) & 0xffffffffL) * PRIME64_1);
  }

  private static long ofUpTo8(byte[] key, int length) {
    long low = NumberReader.intAt(key, 0) & 0xffffffffL;
    long high = NumberReader.intAt(key, length - Integer.BYTES);
    long keyed = (low | high << 32) ^ secret(0);
    long mixed = length + (keyed ^ keyed >>> 51) * PRIME32_1;
    return avalanche((mixed ^ mixed >>> 47) * PRIME64_2);
  }

  private static long ofUpTo16(byte[] key, int length) {
    long low = word(key, 0) ^ secret(0);
    long high = word(key, length - Long.BYTES) ^ secret(Long.BYTES);
    return avalanche(length + low + high + foldedProduct(low, high));
  }

  private static long ofUpTo128(byte[] key, int length) {
    long sum = length * PRIME64_1;
    for (int from = 0; 2 * from < length; from += 16) {
      sum += mixed(key, from, 2 * from) + mixed(key, length - 16 - from, 2 * from + 16);
    }
    return avalanche(sum);
  }

  private static long ofUpTo240(byte[] key, int length) {
    long sum = length * PRIME64_1;
    for (int at = 0; at < 128; at += 16) {
      sum += mixed(key, at, at);
    }
    sum = avalanche(sum);
    for (int at = 128; at <= length - 16; at += 16) {
      sum += mixed(key, at, at - 128 + MIDDLE_SECRET);
    }
    return avalanche(sum + mixed(key, length - 16, LAST_MIDDLE_SECRET));
  }

  private static long ofLong(byte[] key, int length) {
    long sum = length * PRIME64_1;
    sum += merged(lane(key, length, 0, PRIME32_3), lane(key, length, 1, PRIME64_1), 0);
    sum += merged(lane(key, length, 2, PRIME64_2), lane(key, length, 3, PRIME64_3), 16);
    sum += merged(lane(key, length, 4, PRIME64_4), lane(key, length, 5, PRIME32_2), 32);
    sum += merged(lane(key, length, 6, PRIME64_5), lane(key, length, 7, PRIME32_1), 48);
    return avalanche(sum);
  }

  /** What the words at one place in each stripe of a long key come to. */
  private static long lane(byte[] key, int length, int lane, long start) {
    int within = lane * Long.BYTES;
    long sum = start;
    int whole = length / STRIPE;
    for (int stripe = 0; stripe < whole; stripe++) {
      int round = stripe % STRIPES_BETWEEN_SCRAMBLES;
      sum = accumulated(sum, word(key, stripe * STRIPE + within), round * Long.BYTES + within);
      if (round == STRIPES_BETWEEN_SCRAMBLES - 1) {
        sum = (sum ^ sum >>> 47 ^ secret(SCRAMBLE_SECRET + within)) * PRIME32_1;
      }
    }
    if (length % STRIPE == 0) {
      return sum;
    }
    return accumulated(sum, word(key, length - STRIPE + within), LAST_STRIPE_SECRET + within);
  }

  private static long accumulated(long sum, long word, int secretAt) {
    long keyed = word ^ secret(secretAt);
    return sum + word + (keyed & 0xffffffffL) * (keyed >>> 32);
  }

  private static long merged(long first, long second, int secretAt) {
    return foldedProduct(
        first ^ secret(MERGE_SECRET + secretAt),
        second ^ secret(MERGE_SECRET + secretAt + Long.BYTES));
  }

  private static long mixed(byte[] key, int at, int secretAt) {
    return foldedProduct(
        word(key, at) ^ secret(secretAt),
        word(key, at + Long.BYTES) ^ secret(secretAt + Long.BYTES));
  }

  /** The two halves of an unsigned product of 128 bits, one over the other. */
  private static long foldedProduct(long a, long b) {
    long high = Math.multiplyHigh(a, b) + (a >> 63 & b) + (b >> 63 & a);
    return a * b ^ high;
  }

  private static long avalanche(long sum) {
    long product = (sum ^ sum >>> 37) * PRIME64_3;
    return product ^ product >>> 32;
  }

  private static long secret(int at) {
    return word(SECRET, at);
  }

  private static long word(byte[] bytes, int at) {
    return NumberReader.longAt(bytes, at);
  }
}
