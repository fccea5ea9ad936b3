package io.tidemark.rocksdb.tuning;

/**
 * Sets options of RocksDB in a program. Found by {@link java.util.ServiceLoader} through the
 * thread's context class loader, and chosen by {@code state.backend.rocksdb.options-factory}.
 *
 * <p>Obligations:
 *
 * <ol>
 *   <li>{@link #tune} only sets options. It opens no database and closes none of what it is given.
 *   <li>What it makes and hands to RocksDB, it also hands to {@link NativeOptions#own}: options do
 *       not keep their parts alive.
 *   <li>It may be called for several backends of a process, each with options of its own.
 * </ol>
 *
 * <p>It comes after the profile, the backend's own keys and the option strings, so it wins over
 * them. The comparator, the merge operator, the block cache and its share of the memory budget are
 * set after it: snapshots and the budget stand on them.
 *
 * <p>With one, RocksDB writes the files of snapshots itself, in the form that the options ask for.
 * Without, the backend does, which takes less time.
 */
public interface NativeTuning {

  /** The name by which a configuration chooses it. */
  String name();

  /** Sets options. */
  void tune(NativeOptions options);
}
