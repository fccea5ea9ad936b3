package io.tidemark.s3.object;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a request and their checksum, which the server compares with what arrived. The
 * checksum is taken once, however often the request is sent.
 */
public final class Payload {

  private final byte[] bytes;
  private final int length;
  private final Checksum checksum;
  private final String value;

  /** What most servers make the entity tag of; empty if it was not computed. */
  private final String md5Hex;

  private Payload(byte[] bytes, int length, Checksum checksum) {
    this.bytes = bytes;
    this.length = length;
    this.checksum = checksum;
    byte[] sum = checksum.of(bytes, length);
    this.value = Base64.getEncoder().encodeToString(sum);
    this.md5Hex = checksum == Checksum.MD5 ? HexFormat.of().formatHex(sum) : "";
  }

  /** The first bytes of an array, which nobody changes until the request is over. */
  public static Payload of(byte[] bytes, int length, Checksum checksum) {
    return new Payload(bytes, length, checksum);
  }

  public int length() {
    return length;
  }

  /** Opens the bytes from the first on; may be called for every attempt. */
  public InputStream open() {
    return new ByteArrayInputStream(bytes, 0, length);
  }

  public boolean isEqualTo(byte[] other, int otherLength) {
    return Arrays.equals(bytes, 0, length, other, 0, otherLength);
  }

  public Checksum checksum() {
    return checksum;
  }

  /** The checksum as its header has it; empty if it has none of its own. */
  public String checksumValue() {
    return value;
  }

  /**
   * Returns the tag with which a server answered, if it can be the whole of one. What stands before
   * a server may send an error as if it were a success, and an answer may be cut off in its
   * headers.
   *
   * @throws ObjectException if there is none, or a piece of one
   */
  public String requireTag(@Nullable String tag) {
    if (tag == null || tag.isEmpty()) {
      throw ObjectException.nonsense("the answer is a success without an entity tag");
    }
    String bare = tag.replace("\"", "");
    boolean quoteIsOpen = tag.startsWith("\"") && (tag.length() == 1 || !tag.endsWith("\""));
    if (quoteIsOpen || (bare.length() < md5Hex.length() && md5Hex.startsWith(bare))) {
      throw ObjectException.nonsense("the answer was cut off in its entity tag");
    }
    return tag;
  }

  /** Which checksum goes with a request. */
  public enum Checksum {
    /** {@code Content-MD5}, which every server checks. */
    MD5 {
      @Override
      byte[] of(byte[] bytes, int length) {
        try {
          MessageDigest digest = MessageDigest.getInstance("MD5");
          digest.update(bytes, 0, length);
          return digest.digest();
        } catch (NoSuchAlgorithmException e) {
          throw new IllegalStateException("Every Java platform has MD5", e);
        }
      }
    },
    /** {@code x-amz-checksum-crc32c}, which costs much less, where the server knows it. */
    CRC32C {
      @Override
      byte[] of(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return ByteBuffer.allocate(Integer.BYTES).putInt((int) crc.getValue()).array();
      }
    },
    /**
     * What the client takes of every chunk of a body that it signs, as it does where TLS does not
     * protect them. The server refuses other bytes, so that a second checksum would only cost time.
     */
    SIGNED_SHA256 {
      @Override
      byte[] of(byte[] bytes, int length) {
        return new byte[0];
      }
    };

    abstract byte[] of(byte[] bytes, int length);
  }
}
