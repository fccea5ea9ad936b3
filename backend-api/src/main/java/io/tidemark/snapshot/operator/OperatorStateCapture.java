package io.tidemark.snapshot.operator;

import io.tidemark.snapshot.portable.PortableOptions;
import io.tidemark.snapshot.portable.PortableWriter;
import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobScope;
import io.tidemark.spi.BlobSink;
import io.tidemark.spi.BlobUse;
import io.tidemark.spi.Operation;
import java.util.List;

/**
 * A picture of a subtask's operator state. Pins nothing but the heap, and needs no closing; may be
 * written on any thread, and more than once.
 */
public final class OperatorStateCapture {

  private final List<CapturedState> states;

  OperatorStateCapture(List<CapturedState> states) {
    this.states = List.copyOf(states);
  }

  /**
   * Writes the picture into {@code sink}, as one blob or, where there is nothing to write, none.
   *
   * @throws io.tidemark.spi.StorageException if the blob cannot be written
   */
  public OperatorStateSnapshot write(BlobSink sink) {
    List<OperatorStateSnapshot.Part> parts = states.stream().map(CapturedState::describe).toList();
    List<BlobUse> blobs =
        new PortableWriter(PortableOptions.DEFAULT, Runnable::run)
            .write(
                sink,
                BlobScope.EXCLUSIVE,
                OperatorStateSnapshot.schemaOf(parts),
                0,
                OperatorStateSnapshot.KEY_GROUP,
                keyGroup -> 0,
                (keyGroup, out) -> {
                  for (int state = 0; state < parts.size(); state++) {
                    if (parts.get(state).written()) {
                      out.section(state, Operation.PUT);
                      states.get(state).writeTo(out);
                    }
                  }
                });
    BlobRef blob = blobs.isEmpty() ? null : blobs.get(0).blob();
    return new OperatorStateSnapshot(parts, blob);
  }
}
