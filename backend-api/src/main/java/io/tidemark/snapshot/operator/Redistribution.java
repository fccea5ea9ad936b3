package io.tidemark.snapshot.operator;

import io.tidemark.serialization.MalformedBytesException;
import io.tidemark.serialization.ReadBuffer;
import io.tidemark.snapshot.portable.PortableBlob;
import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobUse;
import io.tidemark.spi.SnapshotCorruptException;
import io.tidemark.spi.SnapshotEntry;
import io.tidemark.state.IncompatibleStateException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds and reads one subtask's share of what all subtasks wrote. Belongs to one thread. */
final class Redistribution {

  private static final Logger LOG = LoggerFactory.getLogger(Redistribution.class);

  private final OperatorStateRestore restore;
  private final Map<String, RestoredState> states = new LinkedHashMap<>();

  /** By old subtask, which elements of which part this subtask wants. */
  private final List<List<Share>> shares = new ArrayList<>();

  Redistribution(OperatorStateRestore restore) {
    this.restore = restore;
  }

  /** The states by name. */
  Map<String, RestoredState> states() {
    Map<String, List<Source>> sources = new LinkedHashMap<>();
    for (int subtask = 0; subtask < restore.snapshots().size(); subtask++) {
      shares.add(new ArrayList<>());
      List<OperatorStateSnapshot.Part> parts = restore.snapshots().get(subtask).states();
      for (int state = 0; state < parts.size(); state++) {
        sources
            .computeIfAbsent(parts.get(state).schema().name(), name -> new ArrayList<>())
            .add(new Source(subtask, state, parts.get(state)));
      }
    }
    sources.values().forEach(this::share);
    for (int subtask = 0; subtask < shares.size(); subtask++) {
      read(restore.snapshots().get(subtask), shares.get(subtask));
    }
    return states;
  }

  private void share(List<Source> sources) {
    OperatorStateSchema schema = sources.get(0).part.schema();
    for (Source source : sources) {
      if (!source.part.schema().equals(schema)) {
        throw new IncompatibleStateException(
            schema.name(),
            schema.typeText(),
            source.part.schema().typeText(),
            "subtasks of one snapshot must not differ");
      }
    }
    RestoredState state = new RestoredState(schema, restore.operator());
    states.put(schema.name(), state);
    switch (schema.mode()) {
      case SPLIT -> split(sources, state);
      case UNION -> sources.forEach(source -> want(source, 0, source.part.count(), state));
      case BROADCAST -> broadcast(sources, state);
    }
  }

  private void split(List<Source> sources, RestoredState state) {
    if (restore.snapshots().size() == restore.parallelism()) {
      for (Source source : sources) {
        if (source.subtask == restore.subtask()) {
          want(source, 0, source.part.count(), state);
        }
      }
      return;
    }
    long total = sources.stream().mapToLong(source -> source.part.count()).sum();
    long from = total * restore.subtask() / restore.parallelism();
    long to = total * (restore.subtask() + 1) / restore.parallelism();
    for (Source source : sources) {
      long count = source.part.count();
      want(source, Math.max(0, from), Math.min(count, to), state);
      from -= count;
      to -= count;
    }
  }

  private void broadcast(List<Source> sources, RestoredState state) {
    Source chosen = null;
    for (Source source : sources) {
      if (chosen == null && source.part.written()) {
        chosen = source;
      }
    }
    if (chosen == null) {
      throw new SnapshotCorruptException(
          "operator state of '" + restore.operator() + "'",
          0,
          "no subtask wrote broadcast state '" + state.schema().name() + "'");
    }
    for (Source source : sources) {
      if (source.part.count() != chosen.part.count()
          || source.part.digest() != chosen.part.digest()) {
        LOG.warn(
            "Broadcast state '{}' of operator '{}' was not the same on subtasks {} and {}: all get"
                + " that of subtask {}. Let its changes depend on the broadcast input alone",
            state.schema().name(),
            restore.operator(),
            chosen.subtask,
            source.subtask,
            chosen.subtask);
        break;
      }
    }
    state.digest(chosen.part.digest());
    want(chosen, 0, chosen.part.count(), state);
  }

  private void want(Source source, long from, long to, RestoredState state) {
    if (from < to) {
      shares.get(source.subtask).add(new Share(source, from, to, state));
    }
  }

  private void read(OperatorStateSnapshot snapshot, List<Share> wanted) {
    BlobRef ref = snapshot.blob();
    if (ref == null || wanted.isEmpty()) {
      return;
    }
    String name = ref instanceof BlobRef.Stored stored ? stored.name() : ref.toString();
    BlobUse use = new BlobUse(ref, OperatorStateSnapshot.KEY_GROUP, 0, true);
    PortableBlob blob =
        PortableBlob.load(
            use, snapshot.schema(), OperatorStateSnapshot.KEY_GROUP, restore.source());
    for (Share share : wanted) {
      share.read(blob, name);
    }
  }

  /** A state of an old subtask. */
  private record Source(int subtask, int state, OperatorStateSnapshot.Part part) {}

  /** Consecutive elements of one. */
  private static final class Share {

    private final Source source;
    private final long from;
    private final long to;
    private final RestoredState target;
    private long position;

    Share(Source source, long from, long to, RestoredState target) {
      this.source = source;
      this.from = from;
      this.to = to;
      this.target = target;
    }

    void read(PortableBlob blob, String name) {
      boolean map = source.part.schema().mode() == OperatorStateMode.BROADCAST;
      blob.forEach(
          source.state,
          OperatorStateSnapshot.KEY_GROUP,
          entry -> {
            if (map) {
              target.addEntry(entry.userKey(), entry.value());
              position++;
            } else {
              readChunk(entry);
            }
          });
      if (position != source.part.count()) {
        throw new SnapshotCorruptException(
            name,
            0,
            "state '"
                + source.part.schema().name()
                + "' should have "
                + source.part.count()
                + " elements, but has "
                + position);
      }
    }

    private void readChunk(SnapshotEntry chunk) {
      long first = chunk.key().readLong();
      if (first != position) {
        throw new MalformedBytesException("element " + position + " follows element " + first);
      }
      ReadBuffer elements = chunk.value();
      while (elements.hasRemaining()) {
        int length = elements.readLength(1);
        if (position >= from && position < to) {
          target.addElement(elements, length);
        }
        elements.skip(length);
        position++;
      }
    }
  }
}
