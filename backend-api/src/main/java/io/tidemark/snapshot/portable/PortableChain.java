package io.tidemark.snapshot.portable;

import io.tidemark.spi.EntryVisitor;
import io.tidemark.spi.StateSchema;
import java.util.List;

/**
 * Blobs that apply one on top of the other, folded into what they make together: what a store keeps
 * of states that the program never opened, and what tools see.
 *
 * <p>A state is known by its name and by whether it holds timers. Key groups with a single blob are
 * not folded but passed through; folding holds one state of one key group in memory.
 *
 * <p>Immutable; any thread may use it, also several at once.
 */
@SuppressWarnings({"DoNotCallSuggester", "UnusedMethod"})
public final class PortableChain {

  private final List<PortableBlob> blobs;

  /**
   * Makes a chain.
   *
   * @param blobs oldest first; their key groups may overlap in any way
   */
  public PortableChain(List<PortableBlob> blobs) {
    this.blobs = List.copyOf(blobs);
  }

  /** The states of which there is any entry, as the newest blob that has one describes each. */
  public List<StateSchema> states() {
    throw new IllegalStateException("Not here yet: " + blobs);
  }

  /**
   * Gives the live entries of a state in one key group to {@code visitor}: each identity once,
   * always as a {@linkplain io.tidemark.spi.Operation#PUT put}.
   */
  public void forEachLive(StateSchema state, int keyGroup, EntryVisitor visitor) {
    throw new IllegalStateException("Not here yet: " + state + keyGroup + visitor);
  }

  /** Writes the live entries of a state in one key group to {@code out}. */
  public void copyLive(StateSchema state, int keyGroup, EntryWriter out, int targetState) {
    throw new IllegalStateException("Not here yet: " + state + keyGroup + out + targetState);
  }
}
