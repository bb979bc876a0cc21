package dev.davit.audit.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.codec.Dsse;
import dev.davit.contracts.codec.Json;
import dev.davit.contracts.point.PointManifest;
import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What happened in one run, provable to somebody who has a public key and nothing else: every event
 * of the run, the chain from the first of them to a signed checkpoint, and the signed manifest of
 * the point that it made. Entries of other runs take part by their digests alone.
 *
 * @param format {@code davit-evidence/1}
 * @param previous hash of the log's entry before the chain
 * @param chain without gaps
 * @param checkpoint DSSE envelope of a {@link Checkpoint} at the chain's last entry
 * @param point DSSE envelope of the point's manifest; null if the run made none
 */
public record EvidenceBundle(
    String format,
    RunId run,
    SystemId system,
    String previous,
    List<EvidenceBundle.Link> chain,
    JsonNode checkpoint,
    JsonNode point) {
  public static final String FORMAT = "davit-evidence/1";

  public EvidenceBundle {
    chain = List.copyOf(chain);
  }

  /**
   * One entry of the log.
   *
   * @param at null for another run's
   * @param event one line of JSON; null for another run's
   * @param digest of another run's entry; null for this run's
   */
  public record Link(long sequence, Instant at, String event, String digest) {
    String computed() {
      return event == null ? digest : EventLog.digest(sequence, at, event);
    }
  }

  /** Why this proves nothing, a sentence each; empty if it is sound. Needs no connection. */
  public List<String> faults(Collection<PublicKey> keys) {
    List<String> faults = new ArrayList<>();
    if (chain.isEmpty()) {
      return List.of("there is no entry");
    }
    chainFault().ifPresent(faults::add);
    Optional<Checkpoint> signed =
        Dsse.open(checkpoint, Signer.CHECKPOINT, keys).map(b -> Json.read(b, Checkpoint.class));
    if (signed.isEmpty()) {
      faults.add("no trusted key signed the checkpoint");
    } else if (signed.get().sequence() != chain.getLast().sequence()
        || !signed.get().hash().equals(hash())) {
      faults.add("the chain does not lead to the checkpoint");
    }
    if (point != null) {
      pointFault(keys).ifPresent(faults::add);
    }
    return faults;
  }

  private Optional<String> chainFault() {
    for (int i = 0; i < chain.size(); i++) {
      Link link = chain.get(i);
      if (link.sequence() != chain.getFirst().sequence() + i) {
        return Optional.of("the chain has a gap before entry " + link.sequence());
      }
      if (link.event() != null && !isOfRun(link.event())) {
        return Optional.of("entry %d is of another run".formatted(link.sequence()));
      }
    }
    return Optional.empty();
  }

  private boolean isOfRun(String event) {
    return Json.read(event, JsonNode.class)
        .path("data")
        .path("run")
        .asText()
        .equals(run.toString());
  }

  /** Where the chain leads. */
  private String hash() {
    String hash = previous;
    for (Link link : chain) {
      hash = EventLog.hash(hash, Objects.requireNonNullElse(link.computed(), EventLog.BEGINNING));
    }
    return hash;
  }

  private Optional<String> pointFault(Collection<PublicKey> keys) {
    Optional<byte[]> manifest = Dsse.open(point, Signer.POINT, keys);
    if (manifest.isEmpty()) {
      return Optional.of("no trusted key signed the point");
    }
    boolean ours = Json.read(manifest.get(), PointManifest.class).run().equals(run.toString());
    return ours ? Optional.empty() : Optional.of("the point is of another run");
  }
}
