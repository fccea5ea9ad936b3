package io.tidemark.rocksdb;

import io.tidemark.config.ConfigOption;
import io.tidemark.config.Constraint;
import io.tidemark.config.MemorySize;
import io.tidemark.config.OpenPrefix;
import io.tidemark.config.OptionsProvider;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/** The options of this backend. */
public final class RocksDbOptions implements OptionsProvider {

  /** The backend does not work with less. */
  static final MemorySize LEAST_MEMORY = MemorySize.ofMb(4);

  public static final ConfigOption<MemorySize> MEMORY =
      ConfigOption.key("state.backend.rocksdb.memory.fixed-per-tm")
          .memorySizeType()
          .constrainedTo(Constraint.atLeast(LEAST_MEMORY))
          .defaultValue(MemorySize.ofMb(256))
          .describedAs(
              "Memory of all RocksDB stores of an engine instance: live objects, blocks, indexes"
                  + " and filters");

  public static final ConfigOption<Double> OBJECT_RATIO =
      ConfigOption.key("state.backend.rocksdb.memory.object-cache-ratio")
          .doubleType()
          .constrainedTo(Constraint.between(0.05, 0.95))
          .defaultValue(0.6)
          .describedAs(
              "The part of the memory that live objects take; blocks of files have the rest");

  public static final ConfigOption<Boolean> OBJECT_CACHE =
      ConfigOption.key("state.backend.rocksdb.object-cache.enabled")
          .booleanType()
          .defaultValue(true)
          .describedAs("Whether live objects are kept after they are written, or only until then");

  public static final ConfigOption<List<Path>> LOCAL_DIRECTORIES =
      ConfigOption.key("state.backend.rocksdb.localdir")
          .pathType()
          .asList()
          .describedAs(
              "Directories for working state, over which stores are spread; unless set, the"
                  + " engine's work directory");

  public static final ConfigOption<Profile> PROFILE =
      ConfigOption.key("state.backend.rocksdb.predefined-options")
          .enumType(Profile.class)
          .defaultValue(Profile.DEFAULT)
          .describedAs("A set of options for a kind of disk or a size of memory");

  public static final ConfigOption<MemorySize> BLOCK_SIZE =
      ConfigOption.key("state.backend.rocksdb.block.blocksize")
          .memorySizeType()
          .constrainedTo(Constraint.between(MemorySize.ofKb(1), MemorySize.ofMb(4)))
          .describedAs("How much is read from disk at a time; unless set, as the profile has it");

  public static final ConfigOption<Integer> BLOOM_BITS =
      ConfigOption.key("state.backend.rocksdb.bloom-filter.bits-per-key")
          .intType()
          .constrainedTo(Constraint.between(0, 32))
          .describedAs(
              "Bits of filter for each key, 0 for none; unless set, as the profile has it");

  public static final ConfigOption<Boolean> COMPRESSION =
      ConfigOption.key("state.backend.rocksdb.compression.enabled")
          .booleanType()
          .defaultValue(true)
          .describedAs("Whether sorted files, and so incremental snapshots, are compressed by LZ4");

  public static final ConfigOption<Integer> THREADS =
      ConfigOption.key("state.backend.rocksdb.thread.num")
          .intType()
          .constrainedTo(Constraint.between(1, 64))
          .describedAs("Background threads for compaction; unless set, as the profile has it");

  public static final ConfigOption<Integer> TRANSFER_THREADS =
      ConfigOption.key("state.backend.rocksdb.checkpoint.transfer.thread.num")
          .intType()
          .constrainedTo(Constraint.between(1, 256))
          .defaultValue(4)
          .describedAs("How many files of a store are uploaded, downloaded or folded at a time");

  public static final ConfigOption<Boolean> STATISTICS =
      ConfigOption.key("state.backend.rocksdb.metrics.statistics")
          .booleanType()
          .defaultValue(false)
          .describedAs(
              "Whether RocksDB's own statistics are kept and exported; costs a few percent");

  public static final ConfigOption<String> TUNING =
      ConfigOption.key("state.backend.rocksdb.options-factory")
          .stringType()
          .describedAs(
              "The name of a NativeTuning on the class path, which sets RocksDB's options in a"
                  + " program");

  /** RocksDB's options by their own names. */
  public static final OpenPrefix OPTIONS =
      OpenPrefix.of(
          "state.backend.rocksdb.options.",
          "RocksDB's own database and column family options, by their own names");

  /** Made by the service loader. */
  public RocksDbOptions() {}

  @Override
  public Collection<ConfigOption<?>> options() {
    return List.of(
        MEMORY,
        OBJECT_RATIO,
        OBJECT_CACHE,
        LOCAL_DIRECTORIES,
        PROFILE,
        BLOCK_SIZE,
        BLOOM_BITS,
        COMPRESSION,
        THREADS,
        TRANSFER_THREADS,
        STATISTICS,
        TUNING);
  }

  @Override
  public Collection<OpenPrefix> openPrefixes() {
    return List.of(OPTIONS);
  }
}
