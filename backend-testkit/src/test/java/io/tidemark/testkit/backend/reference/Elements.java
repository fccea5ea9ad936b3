package io.tidemark.testkit.backend.reference;

import io.tidemark.serialization.ReadBuffer;
import io.tidemark.serialization.WriteBuffer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The elements of a list as the portable format lays them out. */
final class Elements {

  private Elements() {}

  /** An element's bytes, and from when its time to live counts. */
  record Element(long stamp, ByteBuffer bytes) {}

  static List<Element> parse(Cell cell) {
    List<Element> elements = new ArrayList<>();
    ReadBuffer in = Place.reading(cell.value());
    while (in.hasRemaining()) {
      long stamp = cell.schema().expiring() ? in.readLong() : 0;
      elements.add(new Element(stamp, ByteBuffer.wrap(in.readBytes(in.readLength(1)))));
    }
    return elements;
  }

  static ByteBuffer format(List<Element> elements, boolean expiring) {
    WriteBuffer out = new WriteBuffer(64);
    for (Element element : elements) {
      if (expiring) {
        out.writeLong(element.stamp());
      }
      int mark = out.beginLengthPrefixed();
      out.writeBytes(element.bytes().array());
      out.endLengthPrefixed(mark);
    }
    return ByteBuffer.wrap(out.toByteArray());
  }
}
