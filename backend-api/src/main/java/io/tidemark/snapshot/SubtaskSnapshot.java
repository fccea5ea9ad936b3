package io.tidemark.snapshot;

import io.tidemark.snapshot.operator.OperatorStateSnapshot;
import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobUse;
import io.tidemark.spi.StoreSnapshot;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one subtask of an operator put into a snapshot.
 *
 * @param index the subtask's index
 * @param keyed its keyed state, if it has any
 * @param operatorState its operator state, if it has any
 * @param attachments further bytes, such as records in its channels, by name; always written anew
 * @param properties small facts, such as a watermark, by name
 */
public record SubtaskSnapshot(
    int index,
    @Nullable StoreSnapshot keyed,
    @Nullable OperatorStateSnapshot operatorState,
    Map<String, BlobRef> attachments,
    Map<String, String> properties) {

  public SubtaskSnapshot {
    if (index < 0) {
      throw new IllegalArgumentException("There is no subtask " + index);
    }
    attachments = Collections.unmodifiableMap(new TreeMap<>(attachments));
    properties = Collections.unmodifiableMap(new TreeMap<>(properties));
  }

  /** A subtask that has state only. */
  public SubtaskSnapshot(
      int index, @Nullable StoreSnapshot keyed, @Nullable OperatorStateSnapshot operatorState) {
    this(index, keyed, operatorState, Map.of(), Map.of());
  }

  /** All blobs that it names, one as often as it is named. */
  Stream<BlobRef> blobs() {
    return Stream.concat(
        keyed == null ? Stream.empty() : keyed.blobs().stream().map(BlobUse::blob), writtenAnew());
  }

  /** The bytes of all blobs. */
  public long totalBytes() {
    return blobs().mapToLong(BlobRef::length).sum();
  }

  /** The bytes that the snapshot wrote; all but keyed state is always written anew. */
  public long addedBytes() {
    long inStore = keyed == null ? 0 : keyed.addedBytes();
    return inStore + writtenAnew().mapToLong(BlobRef::length).sum();
  }

  /** The same with other references to the same bytes. */
  SubtaskSnapshot withBlobs(UnaryOperator<BlobRef> replacement) {
    Map<String, BlobRef> replaced = new TreeMap<>(attachments);
    replaced.replaceAll((name, blob) -> replacement.apply(blob));
    return new SubtaskSnapshot(
        index,
        keyed == null ? null : withBlobs(keyed, replacement),
        operatorState == null ? null : withBlobs(operatorState, replacement),
        replaced,
        properties);
  }

  private Stream<BlobRef> writtenAnew() {
    BlobRef ofOperatorState = operatorState == null ? null : operatorState.blob();
    return Stream.concat(Stream.ofNullable(ofOperatorState), attachments.values().stream());
  }

  private static StoreSnapshot withBlobs(StoreSnapshot store, UnaryOperator<BlobRef> replacement) {
    return new StoreSnapshot(
        store.backend(),
        store.format(),
        store.version(),
        store.keyGroups(),
        store.schemas(),
        store.blobs().stream()
            .map(
                use ->
                    new BlobUse(
                        replacement.apply(use.blob()), use.keyGroups(), use.schema(), use.added()))
            .toList());
  }

  private static OperatorStateSnapshot withBlobs(
      OperatorStateSnapshot state, UnaryOperator<BlobRef> replacement) {
    BlobRef blob = state.blob();
    return blob == null
        ? state
        : new OperatorStateSnapshot(state.states(), replacement.apply(blob));
  }
}
