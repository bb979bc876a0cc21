package dev.davit.audit;

import dev.davit.audit.model.Closure;
import dev.davit.audit.model.MediaLayout;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.point.ClosureSummary;
import dev.davit.contracts.point.DatabaseSummary;
import dev.davit.contracts.point.Reference;
import dev.davit.repository.Repository;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/**
 * Joins the stored references of every database against the stored media. Reads both as streams, so
 * memory is bounded whatever their number. Used by one thread.
 */
final class ClosureProof {
  private static final int LOOK_EVERY = 1_000;

  private final Repository repository;
  private final SealParts parts;
  private final MediaLayout layout;
  private final LongConsumer joined;
  private final BooleanSupplier cancelled;
  private final Closure closure = new Closure();
  private long references;

  /**
   * @param joined told now and then how many references were joined
   */
  ClosureProof(
      Repository repository, SealParts parts, LongConsumer joined, BooleanSupplier cancelled) {
    this.repository = repository;
    this.parts = parts;
    this.layout = new MediaLayout(parts.order().settings().media());
    this.joined = joined;
    this.cancelled = cancelled;
  }

  /**
   * @throws DavitException {@code OBJECT_MISSING}, {@code REPOSITORY_DAMAGED} if a part cannot be
   *     read whole: then nothing is proven, for or against
   */
  ClosureSummary run() throws IOException {
    for (DatabaseSummary database : parts.dump().databases()) {
      var file =
          StoredPoint.requireFile(
              repository,
              SealParts.tree(parts.listed().part()),
              "references/" + database.name() + ".ndjson");
      var media = new StoredMedia(repository, SealParts.tree(parts.media().part()), layout);
      try (var stored = new ReferenceFile(repository, file)) {
        closure.join(stored, reference -> holds(media, reference));
      }
    }
    requireAll(Reference.Kind.MANAGED, parts.listed().managed());
    requireAll(Reference.Kind.EXTERNAL, parts.listed().external());
    requireAll(Reference.Kind.REMOTE, parts.listed().remote());
    return closure.summary();
  }

  private boolean holds(StoredMedia media, Reference reference) {
    if (++references % LOOK_EVERY == 0) {
      if (cancelled.getAsBoolean()) {
        throw new DavitException(ErrorCode.CANCELLED, "proof of closure", null);
      }
      joined.accept(references);
    }
    return media.holds(reference);
  }

  /** A list that lost lines would prove too much. */
  private void requireAll(Reference.Kind kind, long listed) {
    if (closure.count(kind) != listed) {
      throw new DavitException(
          ErrorCode.REPOSITORY_DAMAGED,
          "references",
          "%d of kind %s are stored, %d were listed".formatted(closure.count(kind), kind, listed));
    }
  }
}
