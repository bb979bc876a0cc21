package dev.davit.cli.repo;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.repository.Repository;
import dev.davit.repository.archive.ArchiveListener;
import dev.davit.repository.archive.Exclude;
import dev.davit.repository.archive.FileContent;
import dev.davit.repository.archive.LocalPaths;
import dev.davit.repository.archive.StoredTree;
import dev.davit.repository.chunk.ChunkSize;
import dev.davit.repository.pack.BlobId;
import dev.davit.repository.snapshot.Node;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Stores what a backup is of. A file that cannot be read is told and left out. */
final class BackupWork implements ArchiveListener {
  private static final int MODE = 0644;

  private final RepoSession session;
  private final BackupOption what;
  private final ProgressMeter meter;
  private final Consumer<String> said;
  private final List<String> failed = new ArrayList<>();

  BackupWork(RepoSession session, BackupOption what, ProgressMeter meter, Consumer<String> said) {
    this.session = session;
    this.what = what;
    this.meter = meter;
    this.said = said;
  }

  /** What the snapshot calls its paths. */
  List<String> names(List<Path> paths) {
    return what.stdinName() == null
        ? local(paths).paths().stream().map(Path::toString).toList()
        : List.of('/' + what.stdinName());
  }

  StoredTree store(List<Path> paths, BlobId parent) {
    Repository repository = session.repository();
    return what.stdinName() != null
        ? standardInput(repository)
        : local(paths)
            .store(repository.archiver(), repository.trees(), parent, this, session::isCancelled);
  }

  /** A repository that lies in what is backed up is left out: it would grow by itself. */
  private LocalPaths local(List<Path> paths) {
    var patterns = new ArrayList<>(what.excludes());
    Path location = Path.of(session.repository().location());
    if (location.isAbsolute() && Files.isDirectory(location)) {
      patterns.add(literal(location));
    }
    return LocalPaths.of(paths, Exclude.of(patterns));
  }

  private static String literal(Path path) {
    return path.toString().replaceAll("([\\[*?])", "[$1]");
  }

  private StoredTree standardInput(Repository repository) {
    FileContent content =
        repository.archiver().content(new Cancellable(System.in), ChunkSize.media());
    return repository
        .archiver()
        .tree()
        .file(what.stdinName(), content, MODE, Instant.now())
        .write();
  }

  @Override
  public void file(String path, Node node, boolean unchanged) {
    meter.file();
  }

  @Override
  public void read(long bytes) {
    meter.bytes(bytes);
  }

  @Override
  public void vanished(String path) {
    said.accept("gone before it was read: /" + path);
  }

  @Override
  public void failed(String path, DavitException why) {
    failed.add('/' + path);
    said.accept(why.getMessage());
  }

  /** Paths of what is left out. */
  List<String> failed() {
    return List.copyOf(failed);
  }

  /** Ends with {@code CANCELLED} between two reads. */
  private final class Cancellable extends FilterInputStream {
    Cancellable(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (session.isCancelled()) {
        throw new DavitException(ErrorCode.CANCELLED, "standard input", null);
      }
      int count = super.read(buffer, offset, length);
      meter.bytes(Math.max(count, 0));
      return count;
    }
  }
}
