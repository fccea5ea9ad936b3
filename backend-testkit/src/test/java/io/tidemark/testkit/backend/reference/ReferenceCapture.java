package io.tidemark.testkit.backend.reference;

import io.tidemark.snapshot.portable.PortableWriter;
import io.tidemark.spi.BlobScope;
import io.tidemark.spi.BlobSink;
import io.tidemark.spi.BlobUse;
import io.tidemark.spi.CaptureRequest;
import io.tidemark.spi.CaptureRequest.Mode;
import io.tidemark.spi.StateSchema;
import io.tidemark.spi.StoreCapture;
import io.tidemark.spi.StoreSchema;
import io.tidemark.spi.StoreSnapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** A copy of the store's entries. */
public class ReferenceCapture implements StoreCapture {

  /** How many blobs an increment may name before everything is written anew. */
  private static final int LONGEST_CHAIN = 10;

  private final ReferenceStore<?> store;
  private final CaptureRequest request;
  private final NavigableMap<Place, Cell> picture;
  private final Collection<StateSchema> states;
  private final @Nullable Base base;
  private volatile boolean closed;

  protected ReferenceCapture(
      ReferenceStore<?> store,
      CaptureRequest request,
      NavigableMap<Place, Cell> picture,
      Collection<StateSchema> states,
      @Nullable Base base) {
    this.store = store;
    this.request = request;
    this.picture = picture;
    this.states = states;
    this.base = base;
  }

  @Override
  public long snapshotId() {
    return request.snapshotId();
  }

  @Override
  public StoreSnapshot write(BlobSink sink) {
    requireWanted();
    StoreSnapshot snapshot =
        isIncremental() && base != null && base.blobs().size() < longestChain()
            ? writeIncrement(sink, base)
            : writeEverything(sink);
    requireWanted();
    if (mayBeBuiltOn()) {
      store.history().written(request.snapshotId(), Base.of(picture, snapshot));
    }
    return snapshot;
  }

  protected void requireWanted() {
    if (closed || store.isClosed()) {
      throw new CancellationException(
          "The capture for snapshot " + request.snapshotId() + " is closed");
    }
  }

  protected boolean isIncremental() {
    return request.mode() == Mode.INCREMENTAL;
  }

  protected boolean mayBeBuiltOn() {
    return request.mode() != Mode.SAVEPOINT;
  }

  protected int longestChain() {
    return LONGEST_CHAIN;
  }

  protected CaptureRequest request() {
    return request;
  }

  private StoreSnapshot writeEverything(BlobSink sink) {
    List<Change> changes = PortablePicture.everything(picture);
    List<StoreSchema> schemas =
        PortablePicture.schemas(store.keySerializer().description(), states, changes);
    List<BlobUse> blobs =
        PortablePicture.write(sink, scope(), store.keyGroups(), schemas, 0, changes);
    return snapshotOf(schemas, blobs);
  }

  private StoreSnapshot writeIncrement(BlobSink sink, Base on) {
    List<Change> changes = changes(on.picture(), picture);
    List<StoreSchema> schemas = new ArrayList<>(on.schemas());
    List<StoreSchema> own =
        PortablePicture.schemas(store.keySerializer().description(), states, changes);
    schemas.addAll(own);
    List<BlobUse> blobs = new ArrayList<>(on.blobs());
    blobs.addAll(
        PortablePicture.write(sink, scope(), store.keyGroups(), own, on.schemas().size(), changes));
    return snapshotOf(schemas, blobs);
  }

  protected List<Change> changes(
      NavigableMap<Place, Cell> before, NavigableMap<Place, Cell> after) {
    return Change.between(before, after);
  }

  protected BlobScope scope() {
    return request.mode() == Mode.SAVEPOINT ? BlobScope.EXCLUSIVE : BlobScope.SHARED;
  }

  protected StoreSnapshot snapshotOf(List<StoreSchema> schemas, List<BlobUse> blobs) {
    return new StoreSnapshot(
        ReferenceBackend.NAME,
        StoreSnapshot.PORTABLE,
        PortableWriter.FORMAT_VERSION,
        store.keyGroups(),
        schemas,
        blobs);
  }

  @Override
  public void close() {
    closed = true;
  }
}
