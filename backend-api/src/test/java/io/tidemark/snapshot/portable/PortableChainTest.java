package io.tidemark.snapshot.portable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.serialization.Seed;
import io.tidemark.serialization.TypeDescription.Scalar;
import io.tidemark.spi.BlobScope;
import io.tidemark.spi.BlobUse;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.Operation;
import io.tidemark.spi.SnapshotCorruptException;
import io.tidemark.spi.SnapshotEntries;
import io.tidemark.spi.SnapshotVersionException;
import io.tidemark.spi.StateKind;
import io.tidemark.spi.StateSchema;
import io.tidemark.spi.StoreSchema;
import io.tidemark.spi.StoreSnapshot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class PortableChainTest {

  private static final KeyGroupRange ALL = KeyGroupRange.of(0, 15);

  /** The same states at other positions, and one more. */
  private static final StoreSchema REORDERED = reordered();

  private final Seed seed = Seed.of(PortableChainTest.class);
  private final Random random = seed.random();
  private final MemoryBlobs blobs = new MemoryBlobs();
  private final List<BlobUse> uses = new ArrayList<>();
  private final Map<Object, Row> model = new HashMap<>();

  @Test
  void randomChains_foldToWhatTheyMakeTogether() {
    for (int round = 0; round < 100; round++) {
      writeChain();

      List<Row> rows = walk(ALL);

      assertThat(rows).as("round %s, %s", round, seed).hasSameSizeAs(model.values());
      assertThat(new HashSet<>(rows))
          .as("round %s, %s", round, seed)
          .isEqualTo(new HashSet<>(model.values()));
      assertThat(rows).as("%s", seed).extracting(Row::keyGroup).isSorted();
      KeyGroupRange some = KeyGroupRange.of(3, 9);
      assertThat(walk(some))
          .isEqualTo(rows.stream().filter(row -> some.contains(row.keyGroup())).toList());
      assertThat(walk(new PortableEntries(1), ALL)).as("%s", seed).isEqualTo(rows);
    }
  }

  @Test
  void foldedChain_writtenAgain_isTheSame() {
    writeChain();
    PortableChain chain =
        new PortableChain(
            uses.stream().map(use -> PortableBlob.load(use, schema(use), ALL, blobs)).toList());
    StoreSchema schema = new StoreSchema(Scalar.STRING, chain.states());

    List<BlobUse> written =
        new PortableWriter(new PortableOptions(true, 300, 1 << 20, 1, 1), Runnable::run)
            .write(
                blobs,
                BlobScope.EXCLUSIVE,
                schema,
                0,
                ALL,
                keyGroup -> 0,
                (keyGroup, out) -> {
                  for (int state = 0; state < schema.states().size(); state++) {
                    chain.copyLive(schema.states().get(state), keyGroup, out, state);
                  }
                });

    List<Row> rows = new ArrayList<>();
    PortableBlob.load(written.get(0), schema, ALL, blobs)
        .forEach(ALL, entry -> rows.add(Row.of(entry)));
    assertThat(rows).hasSameSizeAs(model.values());
    assertThat(new HashSet<>(rows)).isEqualTo(new HashSet<>(model.values()));
  }

  @Test
  void copyOfOneBlob_keepsItsOperations() {
    List<Row> rows = Rows.random(random, 300, 0, ALL.size(), 30);
    PortableBlob blob = PortableBlob.load(write(rows, Rows.SCHEMA, 0), Rows.SCHEMA, ALL, blobs);

    List<BlobUse> copy =
        new PortableWriter(PortableOptions.DEFAULT, Runnable::run)
            .write(
                blobs,
                BlobScope.EXCLUSIVE,
                REORDERED,
                1,
                ALL,
                keyGroup -> 0,
                (keyGroup, out) -> {
                  for (int state = 0; state < Rows.SCHEMA.states().size(); state++) {
                    int target = REORDERED.states().indexOf(Rows.SCHEMA.states().get(state));
                    blob.copyTo(state, keyGroup, out, target);
                  }
                });

    List<Row> found = new ArrayList<>();
    PortableBlob.load(copy.get(0), REORDERED, ALL, blobs)
        .forEach(ALL, entry -> found.add(Row.of(entry)));
    assertThat(Rows.ordered(found)).isEqualTo(rows);
  }

  @Test
  void stateThatChangesItsLayout_isCorrupt() {
    Row row = new Row(3, "value", Operation.PUT, "k", "", "", 0, "v");
    StateSchema expiring =
        new StateSchema("value", StateKind.VALUE, Scalar.UNIT, null, Scalar.STRING, true);
    StoreSchema changed = new StoreSchema(Scalar.STRING, List.of(expiring));
    uses.add(write(List.of(row), Rows.SCHEMA, 0));
    uses.add(write(List.of(row), changed, 1));
    StoreSnapshot snapshot =
        new StoreSnapshot("memory", "portable", 1, ALL, List.of(Rows.SCHEMA, changed), uses);

    assertThatThrownBy(() -> new PortableEntries().walk(snapshot, ALL, blobs, entry -> {}))
        .isInstanceOf(SnapshotCorruptException.class)
        .hasMessageContaining("'value'");
  }

  @Test
  void newerVersion_saysSo() {
    StoreSnapshot snapshot = new StoreSnapshot("memory", "portable", 2, ALL, List.of(), List.of());

    assertThatThrownBy(() -> new PortableEntries().walk(snapshot, ALL, blobs, entry -> {}))
        .isInstanceOf(SnapshotVersionException.class);
  }

  @Test
  void keyGroupsOutsideOfTheSnapshot_haveNoEntries() {
    writeChain();

    assertThat(walk(KeyGroupRange.of(16, 20))).isEmpty();
    assertThat(walk(KeyGroupRange.of(10, 20))).isEqualTo(walk(KeyGroupRange.of(10, 15)));
  }

  @Test
  void format_isFoundByItsName() {
    assertThat(ServiceLoader.load(SnapshotEntries.class))
        .anySatisfy(
            entries -> {
              assertThat(entries.format()).isEqualTo(StoreSnapshot.PORTABLE);
              assertThat(entries).isInstanceOf(PortableEntries.class);
            });
  }

  /** A base and increments, whose uses speak for some of the key groups that their blobs hold. */
  private void writeChain() {
    uses.clear();
    model.clear();
    int length = 1 + random.nextInt(5);
    for (int i = 0; i < length; i++) {
      int schema = random.nextInt(2);
      KeyGroupRange range = random.nextInt(3) == 0 ? KeyGroupRange.of(4, 11) : ALL;
      List<Row> rows = increment();
      BlobUse use = write(rows, schema == 0 ? Rows.SCHEMA : REORDERED, schema);
      uses.add(new BlobUse(use.blob(), range, schema, false));
      rows.stream().filter(row -> range.contains(row.keyGroup())).forEach(this::apply);
    }
  }

  private List<Row> increment() {
    Map<Object, Row> rows = new LinkedHashMap<>();
    for (Row row : Rows.random(random, 100, 0, ALL.size(), 20)) {
      rows.put(Rows.identity(row), row);
    }
    List<Row> known = new ArrayList<>(model.values());
    Collections.shuffle(known, random);
    for (Row row : known.subList(0, known.size() / 2)) {
      Row change = Rows.random(random, row.keyGroup(), 20);
      while (!change.state().equals(row.state())) {
        change = Rows.random(random, row.keyGroup(), 20);
      }
      Row same =
          new Row(
              row.keyGroup(),
              row.state(),
              change.operation(),
              row.key(),
              row.namespace(),
              row.detail(),
              change.stamp(),
              change.value());
      rows.put(Rows.identity(same), same);
    }
    return Rows.ordered(rows.values());
  }

  private void apply(Row row) {
    Object identity = Rows.identity(row);
    switch (row.operation()) {
      case DELETE -> model.remove(identity);
      case PUT -> model.put(identity, row);
      case APPEND -> {
        Row before = model.get(identity);
        model.put(
            identity,
            new Row(
                row.keyGroup(),
                row.state(),
                Operation.PUT,
                row.key(),
                row.namespace(),
                row.detail(),
                row.stamp(),
                (before == null ? "" : before.value()) + row.value()));
      }
    }
  }

  private BlobUse write(List<Row> rows, StoreSchema schema, int index) {
    return new PortableWriter(new PortableOptions(true, 500, 1 << 30, 1, 1), Runnable::run)
        .write(
            blobs, BlobScope.SHARED, schema, index, ALL, keyGroup -> 0, Rows.source(rows, schema))
        .get(0);
  }

  private List<Row> walk(KeyGroupRange keyGroups) {
    return walk(new PortableEntries(), keyGroups);
  }

  private List<Row> walk(PortableEntries entries, KeyGroupRange keyGroups) {
    StoreSnapshot snapshot =
        new StoreSnapshot("memory", "portable", 1, ALL, List.of(Rows.SCHEMA, REORDERED), uses);
    List<Row> rows = new ArrayList<>();
    entries.walk(snapshot, keyGroups, blobs, entry -> rows.add(Row.of(entry)));
    return rows;
  }

  private static StoreSchema schema(BlobUse use) {
    return use.schema() == 0 ? Rows.SCHEMA : REORDERED;
  }

  private static StoreSchema reordered() {
    List<StateSchema> states = new ArrayList<>(Rows.SCHEMA.states());
    Collections.reverse(states);
    states.add(2, new StateSchema("new", StateKind.VALUE, Scalar.UNIT, null, Scalar.LONG, false));
    return new StoreSchema(Scalar.STRING, states);
  }
}
