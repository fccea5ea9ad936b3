package io.tidemark.rocksdb.runs;

import io.tidemark.serialization.MalformedBytesException;
import io.tidemark.serialization.ReadBuffer;
import io.tidemark.serialization.WriteBuffer;
import io.tidemark.spi.KeyGroupRange;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a snapshot has to say of its files beyond what the store snapshot does: which of them are
 * bases or seeds, which hold deletions, and which hold more key groups than they speak for. It is
 * the first blob of each snapshot, and names only the files of which there is something to say, so
 * that it stays a few bytes however many runs there are.
 */
record ChainCatalog(
    Map<Integer, Long> baseEntries,
    Map<Integer, Long> deletes,
    Map<Integer, KeyGroupRange> content,
    Map<Integer, Long> seedEntries) {

  /** The first version with seeds, and the one that is written. */
  private static final int WITH_SEEDS = 2;

  static ChainCatalog of(List<ChainFile> files) {
    ChainCatalog catalog =
        new ChainCatalog(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    for (int i = 0; i < files.size(); i++) {
      RunFile file = files.get(i).file();
      if (file.base()) {
        catalog.baseEntries.put(i, file.entries());
      }
      if (file.deletes() > 0) {
        catalog.deletes.put(i, file.deletes());
      }
      if (!file.content().equals(files.get(i).use())) {
        catalog.content.put(i, file.content());
      }
      if (files.get(i).seed()) {
        catalog.seedEntries.put(i, file.entries());
      }
    }
    return catalog;
  }

  byte[] toBytes() {
    WriteBuffer out = new WriteBuffer(64);
    out.writeVarInt(WITH_SEEDS);
    writeNumbers(baseEntries, out);
    writeNumbers(deletes, out);
    out.writeVarInt(content.size());
    content.forEach(
        (position, range) -> {
          out.writeVarInt(position);
          out.writeVarInt(range.first());
          out.writeVarInt(range.last());
        });
    writeNumbers(seedEntries, out);
    return out.toByteArray();
  }

  /**
   * Reads what {@link #toBytes} wrote.
   *
   * @throws MalformedBytesException if it is something else
   */
  static ChainCatalog parse(byte[] bytes) {
    ReadBuffer in = new ReadBuffer(bytes);
    int version = in.readVarInt();
    if (version < 1 || version > WITH_SEEDS) {
      throw new MalformedBytesException(
          "A catalog of version " + version + ", not 1 to " + WITH_SEEDS);
    }
    Map<Integer, Long> bases = readNumbers(in);
    Map<Integer, Long> deletes = readNumbers(in);
    Map<Integer, KeyGroupRange> content = new TreeMap<>();
    for (int left = in.readLength(3); left > 0; left--) {
      int position = in.readVarInt();
      int first = in.readVarInt();
      int last = in.readVarInt();
      try {
        content.put(position, KeyGroupRange.of(first, last));
      } catch (IllegalArgumentException e) {
        throw new MalformedBytesException("No key groups: " + first + " to " + last);
      }
    }
    Map<Integer, Long> seeds = version < WITH_SEEDS ? Map.of() : readNumbers(in);
    if (in.hasRemaining()) {
      throw new MalformedBytesException(in.remaining() + " bytes follow the catalog");
    }
    return new ChainCatalog(bases, deletes, content, seeds);
  }

  private static void writeNumbers(Map<Integer, Long> numbers, WriteBuffer out) {
    out.writeVarInt(numbers.size());
    numbers.forEach(
        (position, number) -> {
          out.writeVarInt(position);
          out.writeVarLong(number);
        });
  }

  private static Map<Integer, Long> readNumbers(ReadBuffer in) {
    Map<Integer, Long> numbers = new TreeMap<>();
    for (int left = in.readLength(2); left > 0; left--) {
      numbers.put(in.readVarInt(), in.readVarLong());
    }
    return numbers;
  }
}
