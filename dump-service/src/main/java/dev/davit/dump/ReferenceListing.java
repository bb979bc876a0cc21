package dev.davit.dump;

import dev.davit.contracts.codec.Json;
import dev.davit.contracts.point.PartManifest;
import dev.davit.contracts.point.Reference;
import dev.davit.postgres.dump.PinnedDatabase;
import dev.davit.postgres.profile.Profile;
import dev.davit.repository.archive.Archiver;
import dev.davit.repository.archive.FileContent;
import dev.davit.repository.archive.StoredTree;
import dev.davit.repository.archive.TreeAssembler;
import dev.davit.repository.chunk.ChunkSize;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Stores {@code references/<database>.ndjson} for every pinned database. Used by one thread. */
final class ReferenceListing {
  private static final int OWNER_ONLY = 0600;

  private final Archiver archiver;
  private final Profile profile;
  private final Map<Reference.Kind, Long> counts = new EnumMap<>(Reference.Kind.class);

  ReferenceListing(Archiver archiver, Profile profile) {
    this.archiver = archiver;
    this.profile = profile;
  }

  /**
   * Lists all databases, in the pinned transactions; not yet durable.
   *
   * @param spill private directory for sorting on disk
   */
  PartManifest store(List<PinnedDatabase> databases, Path spill) throws IOException, SQLException {
    TreeAssembler tree = archiver.tree();
    long stored = 0;
    for (PinnedDatabase database : databases) {
      FileContent content = list(database, spill);
      stored += content.stored();
      String path = "references/" + database.name() + ".ndjson";
      tree.file(path, content, OWNER_ONLY, database.at());
    }
    StoredTree written = tree.write();
    return new PartManifest(
        "references",
        written.tree().toString(),
        databases.size(),
        written.bytes(),
        Math.max(stored, written.stored()));
  }

  /** How many references of a kind were listed so far. */
  long count(Reference.Kind kind) {
    return counts.getOrDefault(kind, 0L);
  }

  private FileContent list(PinnedDatabase database, Path spill) throws IOException, SQLException {
    try (var content = new PushedContent(archiver, ChunkSize.dump(0))) {
      try {
        var out = new BufferedOutputStream(content.stream(), 1 << 16);
        profile.references(
            database.session(), database.name(), spill, reference -> write(out, reference));
        out.flush();
      } catch (UncheckedIOException e) {
        FileContent broken = content.finish(); // says why nobody reads any more
        throw new IOException("listing ended after " + broken.length() + " bytes", e);
      }
      return content.finish();
    }
  }

  private void write(OutputStream out, Reference reference) {
    try {
      out.write(Json.bytes(reference));
      out.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    counts.merge(reference.kind(), 1L, Long::sum);
  }
}
