package io.tidemark.rocksdb.runs;

import io.tidemark.spi.BlobRef;
import io.tidemark.spi.KeyGroupRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The files of one snapshot in the order in which they apply, and the pieces in which they are
 * folded. Immutable.
 *
 * <p><b>Invariant.</b> Of the files that hold a key, the last in the chain that puts or deletes it,
 * with what later ones append, is what the store held under that key at run {@link #upTo}; a key
 * that no file holds was not there.
 *
 * <p><b>Folding</b> a piece writes a base: what is live in the piece's key groups. It goes to the
 * end of the chain, takes the place of the piece's former base, and every run leaves the chain as
 * soon as each piece that it touches was folded after it. Runs that must stay for the sake of other
 * pieces still hold older entries of this piece. The base puts everything that is live, so those
 * entries do no harm where their key is live; where it is not, the base itself deletes the key. So
 * a file never has to be read in part, and nothing rises from the dead.
 *
 * <p><b>Seeds.</b> A chain need not begin with bases. Runs that filled an empty store and hold
 * hardly any key twice are as good, and are written already. They leave the chain like other runs,
 * but count as what is live rather than as what was changed.
 */
final class Chain {

  /** The chain of an empty store. */
  static final Chain EMPTY = new Chain(List.of(), List.of(), 0);

  private final List<ChainFile> files;
  private final List<Piece> pieces;
  private final long upTo;

  Chain(List<ChainFile> files, List<Piece> pieces, long upTo) {
    this.files = List.copyOf(files);
    this.pieces = List.copyOf(pieces);
    this.upTo = upTo;
  }

  /** A chain without files over {@code ranges}, to be filled by folding each of them. */
  static Chain unfolded(List<KeyGroupRange> ranges, long upTo) {
    return new Chain(List.of(), ranges.stream().map(Piece::unfolded).toList(), upTo);
  }

  /** The chain of the same files over {@code keyGroups}, with all of them as seeds. */
  Chain asSeeds(KeyGroupRange keyGroups) {
    List<ChainFile> seeds = files.stream().map(ChainFile::asSeed).toList();
    return new Chain(seeds, Seeds.pieces(keyGroups, seeds), upTo);
  }

  List<ChainFile> files() {
    return files;
  }

  List<Piece> pieces() {
    return pieces;
  }

  /** The sequence of the last run that the chain contains. */
  long upTo() {
    return upTo;
  }

  /** The bytes of all bases, and of the seeds that stand for one: about what is live. */
  long liveBytes() {
    double live = pieces.stream().mapToLong(Piece::baseBytes).sum();
    for (ChainFile file : files) {
      live += file.file().bytes() * seedPart(file);
    }
    return (long) live;
  }

  /** About how many entries {@link #liveBytes} are. */
  long liveEntries() {
    double live = pieces.stream().mapToLong(Piece::baseEntries).sum();
    for (ChainFile file : files) {
      live += file.file().entries() * seedPart(file);
    }
    return (long) live;
  }

  /** Whether no piece was folded, so that the chain holds every run that there was. */
  boolean isUnfolded() {
    return pieces.stream().noneMatch(Piece::isFolded);
  }

  /** The part of a file in which it stands for bases. */
  private double seedPart(ChainFile file) {
    if (!file.seed()) {
      return 0;
    }
    int standsFor = 0;
    for (Piece piece : pieces) {
      if (!piece.isFolded() && piece.keyGroups().overlaps(file.use())) {
        standsFor += piece.keyGroups().intersection(file.use()).size();
      }
    }
    return (double) standsFor / file.file().content().size();
  }

  /** The chain with newer runs on top. */
  Chain withRuns(List<ChainFile> runs, long newUpTo) {
    List<ChainFile> all = new ArrayList<>(files);
    all.addAll(runs);
    return new Chain(all, pieces, newUpTo);
  }

  /** The chain with the blobs of files that had none. */
  Chain withBlobs(Map<RunFile, BlobRef> blobs) {
    return new Chain(
        files.stream()
            .map(file -> file.withBlob(blobs.getOrDefault(file.file(), file.blob())))
            .toList(),
        pieces,
        upTo);
  }

  /** The chain whose files all have to be uploaded once more. */
  Chain withoutBlobs() {
    return new Chain(files.stream().map(ChainFile::withoutBlob).toList(), pieces, upTo);
  }

  /**
   * The chain with the pieces of {@code folds} folded at {@link #upTo}, without the files that
   * nobody needs any more.
   */
  Chain withBases(List<Fold> folds) {
    List<Piece> newPieces = new ArrayList<>(pieces);
    List<ChainFile> newFiles = new ArrayList<>(files);
    for (Fold fold : folds) {
      ChainFile base = fold.base();
      Piece old = pieces.get(fold.piece());
      newPieces.set(
          fold.piece(),
          new Piece(
              old.keyGroups(),
              upTo,
              base == null ? 0 : base.file().bytes(),
              base == null ? 0 : base.file().entries()));
      newFiles.removeIf(file -> file.file().base() && old.keyGroups().contains(file.use()));
    }
    newFiles.removeIf(
        file -> !file.file().base() && newPieces.stream().noneMatch(piece -> piece.lacks(file)));
    for (Fold fold : folds) {
      if (fold.base() != null) {
        newFiles.add(fold.base());
      }
    }
    return new Chain(newFiles, newPieces, upTo);
  }
}
