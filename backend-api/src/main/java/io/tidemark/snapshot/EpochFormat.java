package io.tidemark.snapshot;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.tidemark.spi.StorageException;
import java.io.IOException;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/** The byte forms of what is written about epochs (docs/FORMAT-MANIFEST.md). */
public final class EpochFormat {

  /** The version that is written, and the newest that is read. */
  public static final int VERSION = 1;

  private static final SealedJson CLAIM = new SealedJson("tidemark-epoch", VERSION);
  private static final SealedJson DECISION = new SealedJson("tidemark-epoch-start", VERSION);
  private static final Set<String> CLAIM_FIELDS = Set.of("epoch", "claimant", "at");
  private static final Set<String> DECISION_FIELDS = Set.of("epoch", "firstId");

  private EpochFormat() {}

  /** The bytes of a claim's blob. */
  public static byte[] toBytes(EpochClaim claim) {
    return CLAIM.seal(
        out ->
            write(
                out,
                () -> {
                  out.writeNumberField("epoch", claim.epoch());
                  out.writeStringField("claimant", claim.claimant().toString());
                  out.writeNumberField("at", claim.at().toEpochMilli());
                }));
  }

  /** The bytes of a decision's blob. */
  public static byte[] toBytes(EpochDecision decision) {
    return DECISION.seal(
        out ->
            write(
                out,
                () -> {
                  out.writeNumberField("epoch", decision.epoch());
                  out.writeNumberField("firstId", decision.firstId());
                }));
  }

  /**
   * Reads the bytes of a claim's blob.
   *
   * @param blob the blob's name, for errors
   * @throws io.tidemark.spi.SnapshotCorruptException if they are not what was written
   * @throws io.tidemark.spi.SnapshotVersionException if they were written by a newer version
   */
  public static EpochClaim claimFromBytes(byte[] bytes, String blob) {
    return CLAIM.open(bytes, blob, in -> readClaim(in, blob));
  }

  /**
   * Reads the bytes of a decision's blob.
   *
   * @param blob the blob's name, for errors
   * @throws io.tidemark.spi.SnapshotCorruptException if they are not what was written
   * @throws io.tidemark.spi.SnapshotVersionException if they were written by a newer version
   */
  public static EpochDecision decisionFromBytes(byte[] bytes, String blob) {
    return DECISION.open(bytes, blob, in -> readDecision(in, blob));
  }

  @FunctionalInterface
  private interface Content {
    void write() throws IOException;
  }

  private static void write(JsonGenerator out, Content content) {
    try {
      out.writeStartObject();
      content.write();
      out.writeEndObject();
    } catch (IOException e) {
      throw new StorageException("Cannot write about an epoch: " + e.getMessage(), true, e);
    }
  }

  private static EpochClaim readClaim(JsonParser parser, String blob) {
    JsonFields in = new JsonFields(parser, blob);
    ClaimFields fields = new ClaimFields();
    in.object(CLAIM_FIELDS, name -> fields.read(name, in));
    return in.make(fields::claim);
  }

  private static EpochDecision readDecision(JsonParser parser, String blob) {
    JsonFields in = new JsonFields(parser, blob);
    DecisionFields fields = new DecisionFields();
    in.object(DECISION_FIELDS, name -> fields.read(name, in));
    return in.make(fields::decision);
  }

  private static final class ClaimFields {

    private long epoch;
    private String claimant = "";
    private long at;

    void read(String name, JsonFields in) {
      switch (name) {
        case "epoch" -> epoch = in.number(Long.MAX_VALUE);
        case "claimant" -> claimant = in.text();
        case "at" -> at = in.number(Long.MAX_VALUE);
        default -> throw in.unknown(name);
      }
    }

    EpochClaim claim() {
      return new EpochClaim(epoch, UUID.fromString(claimant), Instant.ofEpochMilli(at));
    }
  }

  private static final class DecisionFields {

    private long epoch;
    private long firstId;

    void read(String name, JsonFields in) {
      switch (name) {
        case "epoch" -> epoch = in.number(Long.MAX_VALUE);
        case "firstId" -> firstId = in.number(Long.MAX_VALUE);
        default -> throw in.unknown(name);
      }
    }

    EpochDecision decision() {
      return new EpochDecision(epoch, firstId);
    }
  }
}
