/**
 * The state backend {@code rocksdb}: keyed state larger than memory, with incremental snapshots.
 * {@link io.tidemark.rocksdb.RocksDbStateBackendFactory} is found by its name and is the only type
 * that others need.
 *
 * <p>From the top down, each knowing only what comes after it:
 *
 * <ul>
 *   <li>{@code RocksDbStateBackend} and {@code StoreOpening} make stores; {@code RocksDbKeyedStore}
 *       is one, and {@code RocksDbCapture} a picture of it that becomes a snapshot.
 *   <li>The states that programs see: {@code OpenStates} has them by name, {@code SettledSchemas}
 *       brings what older programs left to today's types; {@code KeyedAccess} is what they have in
 *       common, {@code RocksDbTimerQueue} are timers. {@code KeyWalk} and {@code MapWalk} walk over
 *       them, {@code ExpirySweep} removes what has expired.
 *   <li>Live objects: {@code ObjectCache} answers every look-up. {@code EntryTable} holds what is
 *       in memory, {@code UnwrittenGenerations} say which of it the database lacks and who may
 *       change it, {@code MergedEntries} lay that over what the database has. A {@code Column}
 *       makes one state's entries bytes and back.
 *   <li>{@code Generations} are on their way into the database, and {@code RunWriter} writes them
 *       as runs.
 *   <li>The packages {@code runs} (snapshots), {@code table} (reads without RocksDB) and {@code
 *       engine} (RocksDB).
 * </ul>
 *
 * <p>A store and its states belong to one thread at a time. What several threads share is in {@link
 * io.tidemark.rocksdb.Generations} (frozen changes on their way into the database), in {@code
 * runs.ChainLog} and in {@code engine.Database}.
 */
@NullMarked
package io.tidemark.rocksdb;

import org.jspecify.annotations.NullMarked;
