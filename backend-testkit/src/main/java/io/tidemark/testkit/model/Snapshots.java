package io.tidemark.testkit.model;

import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobUse;
import io.tidemark.spi.CaptureRequest;
import io.tidemark.spi.CaptureRequest.Mode;
import io.tidemark.spi.StoreCapture;
import io.tidemark.spi.StoreSnapshot;
import io.tidemark.testkit.InMemoryBlobs;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The snapshots of a job: those under way, and those that it can go back to. */
final class Snapshots {

  private static final int RETAINED = 3;

  private final InMemoryBlobs blobs;
  private final ExecutorService writer;
  private final List<Pending> pending = new ArrayList<>();
  private final List<Complete> complete = new ArrayList<>();
  private final Set<BlobRef> collected = new HashSet<>();
  private long lastId;

  Snapshots(InMemoryBlobs blobs, ExecutorService writer) {
    this.blobs = blobs;
    this.writer = writer;
  }

  /** A snapshot that can be restored, and what the model was when it was taken. */
  record Complete(long id, Mode mode, List<StoreSnapshot> stores, JobState state) {

    boolean isClaimed() {
      return mode != Mode.SAVEPOINT;
    }

    /** Its blobs that have bytes outside of it. */
    List<BlobRef.Stored> storedBlobs() {
      List<BlobRef.Stored> stored = new ArrayList<>();
      for (StoreSnapshot store : stores) {
        for (BlobUse use : store.blobs()) {
          if (use.blob() instanceof BlobRef.Stored blob && blob.length() > 0) {
            stored.add(blob);
          }
        }
      }
      return stored;
    }
  }

  /** A snapshot that was captured and is neither complete nor discarded. */
  private static final class Pending {

    private final CaptureRequest request;
    private final JobState state;
    private final List<StoreCapture> captures = new ArrayList<>();
    private @Nullable Future<List<StoreSnapshot>> writing;

    Pending(CaptureRequest request, JobState state) {
      this.request = request;
      this.state = state;
    }
  }

  boolean hasPending() {
    return !pending.isEmpty();
  }

  int pendingCount() {
    return pending.size();
  }

  List<Complete> complete() {
    return List.copyOf(complete);
  }

  /** Captures all stores. */
  String capture(Random random, Job job, JobState state) {
    int choice = random.nextInt(10);
    Mode mode = choice < 7 ? Mode.INCREMENTAL : choice < 8 ? Mode.FULL : Mode.SAVEPOINT;
    Pending snapshot = new Pending(new CaptureRequest(++lastId, mode), state.copy());
    for (ModelStore store : job.stores()) {
      snapshot.captures.add(store.store().capture(snapshot.request));
    }
    pending.add(snapshot);
    return "capture " + mode + " " + lastId;
  }

  /** Starts to write one that was only captured. */
  String startWriting(Random random) {
    Pending snapshot = pending.get(random.nextInt(pending.size()));
    if (snapshot.writing == null) {
      snapshot.writing = writer.submit(writingOf(snapshot));
    }
    return "write " + snapshot.request.snapshotId();
  }

  private Callable<List<StoreSnapshot>> writingOf(Pending snapshot) {
    return () -> {
      List<StoreSnapshot> stores = new ArrayList<>();
      for (StoreCapture capture : snapshot.captures) {
        stores.add(capture.write(blobs));
      }
      return stores;
    };
  }

  /** Completes one of those under way, or discards it, written or not. */
  String settle(Random random, Job job) {
    Pending snapshot = pending.remove(random.nextInt(pending.size()));
    long id = snapshot.request.snapshotId();
    boolean discarded = random.nextInt(4) == 0;
    List<StoreSnapshot> stores = List.of();
    if (snapshot.writing != null) {
      stores = await(snapshot.writing);
    } else if (!discarded) {
      stores = await(writer.submit(writingOf(snapshot)));
    }
    snapshot.captures.forEach(StoreCapture::close);
    if (discarded) {
      job.stores().forEach(store -> store.store().snapshotDiscarded(id));
      return "discard " + id;
    }
    job.stores().forEach(store -> store.store().snapshotCompleted(id));
    complete.add(new Complete(id, snapshot.request.mode(), stores, snapshot.state));
    complete.sort(Comparator.comparingLong(Complete::id));
    retain();
    return "complete " + id;
  }

  private void retain() {
    while (complete.stream().filter(Complete::isClaimed).count() > RETAINED) {
      complete.remove(complete.stream().filter(Complete::isClaimed).findFirst().orElseThrow());
    }
    while (complete.stream().filter(it -> !it.isClaimed()).count() > RETAINED) {
      complete.remove(complete.stream().filter(it -> !it.isClaimed()).findFirst().orElseThrow());
    }
  }

  /**
   * The job ends while snapshots are under way: some go on being written after it is closed, and
   * end with an error or not.
   */
  void abandon(Job job) {
    job.close();
    for (Pending snapshot : pending) {
      if (snapshot.writing != null) {
        awaitEnd(snapshot.writing);
      }
      snapshot.captures.forEach(StoreCapture::close);
    }
    pending.clear();
  }

  /** Waits until a capture whose store is gone was written or cancelled; both are right. */
  private static void awaitEnd(Future<?> writing) {
    try {
      await(writing);
    } catch (CancellationException e) {
      StateModel.requireEqual("the write", writing.isDone(), true);
    }
  }

  /** Deletes the blobs that nobody can need any more, unless somebody may still be writing. */
  String collect() {
    if (!pending.isEmpty()) {
      return "collect nothing, while snapshots are under way";
    }
    Set<BlobRef> named = new HashSet<>();
    for (Complete snapshot : complete) {
      for (StoreSnapshot store : snapshot.stores()) {
        store.blobs().forEach(use -> named.add(use.blob()));
      }
    }
    int count = 0;
    for (BlobRef blob : blobs.blobs()) {
      if (blob instanceof BlobRef.Stored stored && !named.contains(blob) && collected.add(blob)) {
        blobs.remove(stored);
        count++;
      }
    }
    return "collect " + count + " blobs";
  }

  private static <T> T await(Future<T> work) {
    try {
      return work.get(60, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      throw new AssertionError(e.getCause());
    } catch (TimeoutException e) {
      throw new AssertionError("A capture is not written within a minute", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
