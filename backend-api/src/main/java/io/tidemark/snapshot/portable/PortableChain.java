package io.tidemark.snapshot.portable;

import io.tidemark.spi.EntryVisitor;
import io.tidemark.spi.StateSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Blobs that apply one on top of the other, folded into what they make together: what a store keeps
 * of states that the program never opened, and what tools see.
 *
 * <p>A state is known by its name and by whether it holds timers. What a single blob says about a
 * key group is not folded but passed through; folding holds one state of one key group in memory.
 *
 * <p>Immutable; any thread may use it, also several at once.
 */
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

  /** The states of which there is any entry, each as the newest blob that has one describes it. */
  public List<StateSchema> states() {
    Map<StateName, StateSchema> states = new LinkedHashMap<>();
    for (PortableBlob blob : blobs) {
      for (int state = 0; state < blob.schema().states().size(); state++) {
        if (blob.hasState(state)) {
          StateSchema schema = blob.schema().states().get(state);
          states.put(StateName.of(schema), schema);
        }
      }
    }
    return List.copyOf(states.values());
  }

  /**
   * Gives the live entries of a state in one key group to {@code visitor}: each identity once,
   * always as a {@linkplain io.tidemark.spi.Operation#PUT put}.
   *
   * @param state any state; one without entries has none
   */
  public void forEachLive(StateSchema state, int keyGroup, EntryVisitor visitor) {
    List<Part> parts = partsOf(state, keyGroup);
    if (parts.size() == 1) {
      parts.get(0).blob.forEachLive(parts.get(0).state, keyGroup, visitor);
    } else {
      fold(parts, keyGroup).forEach(visitor);
    }
  }

  /**
   * Writes the live entries of a state in one key group to {@code out}, without looking into
   * values.
   *
   * @param state any state; one without entries has none
   * @param targetState the position of {@code state} in the schema of {@code out}
   */
  public void copyLive(StateSchema state, int keyGroup, EntryWriter out, int targetState) {
    List<Part> parts = partsOf(state, keyGroup);
    if (parts.size() == 1) {
      parts.get(0).blob.copyLiveTo(parts.get(0).state, keyGroup, out, targetState);
    } else {
      fold(parts, keyGroup).copyTo(out, targetState);
    }
  }

  private List<Part> partsOf(StateSchema state, int keyGroup) {
    StateName name = StateName.of(state);
    return blobs.stream()
        .filter(blob -> blob.keyGroups().contains(keyGroup))
        .<Part>mapMulti((blob, parts) -> addPart(blob, name, keyGroup, parts))
        .toList();
  }

  private static void addPart(
      PortableBlob blob, StateName name, int keyGroup, Consumer<Part> parts) {
    List<StateSchema> states = blob.schema().states();
    for (int state = 0; state < states.size(); state++) {
      if (StateName.of(states.get(state)).equals(name) && blob.entryCount(state, keyGroup) > 0) {
        parts.accept(new Part(blob, state));
      }
    }
  }

  private static LiveState fold(List<Part> parts, int keyGroup) {
    LiveState live = new LiveState(keyGroup);
    for (Part part : parts) {
      live.apply(part.blob, part.state);
    }
    return live;
  }

  private record Part(PortableBlob blob, int state) {}
}
