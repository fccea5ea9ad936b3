package io.tidemark.rocksdb.table;

/**
 * A file has something that is not known here, or that is not what it must be. RocksDB is to be
 * asked, which knows more; if the file is damaged, it says so.
 */
final class NotReadableException extends Exception {

  private static final long serialVersionUID = 1L;

  NotReadableException(String message) {
    super(message);
  }

  NotReadableException(String message, Throwable cause) {
    super(message, cause);
  }
}
