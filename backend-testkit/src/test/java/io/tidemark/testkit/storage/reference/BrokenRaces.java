package io.tidemark.testkit.storage.reference;

import io.tidemark.spi.StoredBlob;
import io.tidemark.testkit.storage.reference.ReferenceStorageFactory.Opening;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

/** Storages that go wrong only when several threads work at once, and then each time. */
final class BrokenRaces {

  private BrokenRaces() {}

  static List<BrokenStorage> all() {
    Steps steps = new Steps();
    Map<String, Integer> looks = new ConcurrentHashMap<>();
    Set<String> doomed = ConcurrentHashMap.newKeySet();
    return List.of(
        BrokenStorage.of(
            "creating looks first and puts then",
            opening -> new LooksFirst(opening, steps, looks),
            "Creating.manyThatTry_haveOneWinnerWhoseContentAllRead"),
        BrokenStorage.of(
            "pages are counted from the beginning, whatever comes and goes",
            opening -> new CountsPages(opening, steps),
            "Listing.blobsThatStay_areSeenWhileOthersComeAndGo"),
        BrokenStorage.of(
            "an empty folder takes along what was put into it meanwhile",
            opening -> new RemovesFolders(opening, steps, doomed),
            "Deleting.deletingBesideWriters_losesNothing"));
  }

  /** A storage of which each change is a step. */
  private abstract static class InSteps extends ReferenceStorage {

    final Steps steps;

    InSteps(Opening opening, Steps steps) {
      super(opening);
      this.steps = steps;
    }

    @Override
    public boolean createIfAbsent(String name, byte[] content) {
      return steps.take(() -> super.createIfAbsent(name, content));
    }

    @Override
    StoredBlob keep(String name, byte[] content, long modifiedMillis) {
      return steps.take(() -> super.keep(name, content, modifiedMillis));
    }

    @Override
    public void delete(Collection<String> names) {
      steps.take(
          () -> {
            super.delete(names);
            return names;
          });
    }
  }

  /** Who finds a name free puts its content once another has looked for it, too. */
  private static final class LooksFirst extends InSteps {

    private final Map<String, Integer> looks;

    LooksFirst(Opening opening, Steps steps, Map<String, Integer> looks) {
      super(opening, steps);
      this.looks = looks;
    }

    @Override
    public boolean createIfAbsent(String name, byte[] content) {
      checkName(name);
      FutureTask<Boolean> creation =
          steps.take(
              () -> {
                looks.merge(name, 1, Integer::sum);
                boolean free = !shelf.blobs.containsKey(name);
                return steps.onceDue(
                    () -> !free || looks.get(name) > 1,
                    () -> free && keep(name, content, clock.millis()) != null);
              });
      return Steps.await(creation);
    }
  }

  /** Reads its next page once what was put or deleted before that has moved it. */
  private static final class CountsPages extends InSteps {

    private static final int PAGE = 10;

    CountsPages(Opening opening, Steps steps) {
      super(opening, steps);
    }

    @Override
    public Stream<StoredBlob> list(String prefix) {
      List<StoredBlob> listed = new ArrayList<>();
      List<StoredBlob> page = steps.take(() -> page(0));
      for (int from = PAGE; !page.isEmpty(); from += PAGE) {
        listed.addAll(page);
        StoredBlob last = listed.get(listed.size() - 1);
        int next = from;
        page =
            Steps.await(
                steps.onceDue(
                    () -> page(next - 1).stream().findFirst().filter(last::equals).isEmpty(),
                    () -> page(next)));
      }
      return listed.stream();
    }

    private List<StoredBlob> page(int from) {
      return super.list("").skip(from).limit(PAGE).toList();
    }
  }

  /**
   * The first deletion that leaves a folder empty removes what is put into it next, before it
   * returns. Those that do not leave it empty wait until one has, so that one will.
   */
  private static final class RemovesFolders extends InSteps {

    private final Set<String> doomed;

    RemovesFolders(Opening opening, Steps steps, Set<String> doomed) {
      super(opening, steps);
      this.doomed = doomed;
    }

    @Override
    public void delete(Collection<String> names) {
      String name = names.iterator().next();
      String folder = name.substring(0, name.lastIndexOf('/') + 1);
      Steps.await(
          steps.take(
              () -> {
                super.delete(names);
                return holds(folder) || !doomed.add(folder)
                    ? steps.onceDue(() -> doomed.contains(folder), () -> true)
                    : steps.onceDue(
                        () -> holds(folder),
                        () -> shelf.blobs.keySet().removeIf(other -> other.startsWith(folder)));
              }));
    }

    private boolean holds(String folder) {
      return super.list(folder).findFirst().isPresent();
    }
  }
}
