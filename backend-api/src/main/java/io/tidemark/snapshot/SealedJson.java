package io.tidemark.snapshot;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.tidemark.spi.SnapshotCorruptException;
import io.tidemark.spi.SnapshotVersionException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * One JSON object behind a line of text that names and seals it: {@code name version length
 * checksum}, where the checksum is the CRC-32C of that line up to the length, and of the JSON.
 * Immutable.
 */
final class SealedJson {

  private static final JsonFactory JSON = new JsonFactory();
  private static final Pattern SEAL =
      Pattern.compile(
          "(?<head>(?<name>[a-z-]+) (?<version>\\d{1,9}) (?<length>\\d{1,10})) (?<crc>[0-9a-f]{8})");
  private static final int LONGEST_SEAL = 128;

  private final String name;
  private final int version;

  /**
   * Makes a form.
   *
   * @param name what stands before the version
   * @param version the version that is written, and the newest that is read
   */
  SealedJson(String name, int version) {
    this.name = name;
    this.version = version;
  }

  byte[] seal(Consumer<JsonGenerator> content) {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    try (JsonGenerator out = JSON.createGenerator(json)) {
      content.accept(out);
    } catch (IOException e) {
      throw new UncheckedIOException("A byte array cannot be written to", e);
    }
    byte[] body = json.toByteArray();
    String head = name + " " + version + " " + body.length;
    String seal = String.format(Locale.ROOT, "%s %08x\n", head, checksum(head, body, 0));
    ByteArrayOutputStream sealed = new ByteArrayOutputStream(seal.length() + body.length);
    sealed.writeBytes(seal.getBytes(StandardCharsets.US_ASCII));
    sealed.writeBytes(body);
    return sealed.toByteArray();
  }

  /**
   * Checks {@code bytes} and reads them.
   *
   * @param blob what errors call the bytes
   * @param content reads the object on whose start the parser stands
   */
  <T> T open(byte[] bytes, String blob, Function<JsonParser, T> content) {
    int end = endOfSeal(bytes);
    Matcher seal =
        SEAL.matcher(end < 0 ? "" : new String(bytes, 0, end, StandardCharsets.ISO_8859_1));
    if (!seal.matches() || !seal.group("name").equals(name)) {
      throw new SnapshotCorruptException(
          blob, 0, "a line '" + name + " version length checksum' should be here");
    }
    int body = end + 1;
    long length = Long.parseLong(seal.group("length"));
    if (length != bytes.length - body) {
      throw new SnapshotCorruptException(
          blob, body, length + " bytes should follow, but there are " + (bytes.length - body));
    }
    int expected = Integer.parseUnsignedInt(seal.group("crc"), 16);
    int found = checksum(seal.group("head"), bytes, body);
    if (found != expected) {
      throw SnapshotCorruptException.checksum(blob, 0, expected, found);
    }
    int written = Integer.parseInt(seal.group("version"));
    if (written > version) {
      throw new SnapshotVersionException(
          "'"
              + blob
              + "' is in version "
              + written
              + " of "
              + name
              + ", and this release reads versions up to "
              + version
              + ": use a newer release");
    }
    try (JsonParser in = JSON.createParser(bytes, body, bytes.length - body)) {
      JsonFields fields = new JsonFields(in, blob);
      fields.next();
      T read = content.apply(in);
      fields.require(in.nextToken() == null, "more follows the end");
      return read;
    } catch (IOException e) {
      throw new SnapshotCorruptException(blob, body, "it is not JSON: " + e.getMessage(), e);
    }
  }

  private static int endOfSeal(byte[] bytes) {
    for (int i = 0; i < Math.min(LONGEST_SEAL, bytes.length); i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private static int checksum(String head, byte[] body, int offset) {
    CRC32C crc = new CRC32C();
    crc.update(head.getBytes(StandardCharsets.US_ASCII));
    crc.update(body, offset, body.length - offset);
    return (int) crc.getValue();
  }
}
