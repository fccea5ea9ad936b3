@org.jspecify.annotations.NullMarked
package io.tidemark.rocksdb.table;
