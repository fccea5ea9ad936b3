package io.tidemark.rocksdb.tuning;

import java.util.function.Consumer;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;

/**
 * The options of all databases of one backend, before it is used.
 *
 * @param database a database's
 * @param family those of its column families
 * @param table how sorted files are laid out
 * @param owner closes what it is given after the last database is closed
 */
public record NativeOptions(
    DBOptions database,
    ColumnFamilyOptions family,
    BlockBasedTableConfig table,
    Consumer<AutoCloseable> owner) {

  /** Has the backend close {@code part} when no database needs it any more, and returns it. */
  public <T extends AutoCloseable> T own(T part) {
    owner.accept(part);
    return part;
  }
}
