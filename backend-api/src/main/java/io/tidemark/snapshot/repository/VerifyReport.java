package io.tidemark.snapshot.repository;

import io.tidemark.TidemarkException;
import io.tidemark.spi.StoredBlob;
import java.util.List;

/**
 * What a verification found.
 *
 * @param snapshots how many snapshots were read
 * @param blobs how many blobs they name
 * @param bytes how many bytes of the blobs and of the snapshots' manifests were checked
 * @param damages what is not as it was written
 * @param unnamed blobs that were not checked, for nothing names them: unfinished or left over
 */
public record VerifyReport(
    int snapshots, int blobs, long bytes, List<Damage> damages, List<StoredBlob> unnamed) {

  public VerifyReport {
    damages = List.copyOf(damages);
    unnamed = List.copyOf(unnamed);
  }

  /**
   * One damage.
   *
   * @param blob the damaged blob's name in the storage
   * @param problem what is wrong
   * @param manifests the names of the manifests of snapshots that it concerns
   */
  public record Damage(String blob, TidemarkException problem, List<String> manifests) {
    public Damage {
      manifests = List.copyOf(manifests);
    }
  }

  /** Whether everything that was checked is as it was written. */
  public boolean isWhole() {
    return damages.isEmpty();
  }
}
