package dev.davit.audit;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.error.Problem;
import dev.davit.repository.Repository;
import dev.davit.repository.pack.BlobId;
import dev.davit.repository.snapshot.PathNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;

/**
 * Reads some of a tree's files, each blob verified: the database's small files, which every
 * recovery needs, and others by chance, each equally likely. Used by one thread.
 */
final class Sample {
  private static final int MOST_FILES = 64;
  private static final long MOST_OF_ONE = 8 << 20;
  private static final long SMALL = 1 << 20;
  private static final int MOST_NEEDED = 256;

  private final Repository repository;
  private final long mostBytes;
  private final Random random;
  private final BooleanSupplier cancelled;
  private final List<PathNode> needed = new ArrayList<>();
  private final List<PathNode> chosen = new ArrayList<>();
  private long seen;

  /**
   * @param mostBytes read in all, about
   * @param seed of the choice
   */
  Sample(Repository repository, long mostBytes, long seed, BooleanSupplier cancelled) {
    this.repository = repository;
    this.mostBytes = mostBytes;
    this.random = new Random(seed);
    this.cancelled = cancelled;
  }

  /**
   * What cannot be read; empty if the sample is sound.
   *
   * @throws DavitException for a store that is away, which says nothing about the bytes
   */
  List<Problem> faults(BlobId tree) {
    List<Problem> faults = new ArrayList<>();
    try (var nodes = repository.walk(tree)) {
      choose(nodes.iterator());
    } catch (DavitException e) {
      faults.add(fault("tree \"" + tree + "\"", e));
    }
    var all = new ArrayList<>(needed);
    all.addAll(chosen);
    long left = mostBytes;
    for (PathNode file : all) {
      if (left <= 0) {
        break;
      }
      left -= read(file, Math.min(left, MOST_OF_ONE), faults);
    }
    return faults;
  }

  private void choose(Iterator<PathNode> nodes) {
    while (nodes.hasNext()) {
      PathNode next = nodes.next();
      requireWanted();
      if (!next.node().isFile()) {
        continue;
      }
      if (isNeeded(next)) {
        needed.add(next);
      } else {
        choose(next);
      }
    }
  }

  /** Reservoir sampling: bounded, whatever the number of files. */
  private void choose(PathNode file) {
    seen++;
    if (chosen.size() < MOST_FILES) {
      chosen.add(file);
    } else {
      long place = random.nextLong(seen);
      if (place < MOST_FILES) {
        chosen.set((int) place, file);
      }
    }
  }

  private boolean isNeeded(PathNode file) {
    String path = file.path();
    boolean small = file.node().size() <= SMALL && needed.size() < MOST_NEEDED;
    return small
        && (path.indexOf('/') < 0
            || (path.startsWith("database/")
                && (path.endsWith("/toc.dat") || path.indexOf('/') == path.lastIndexOf('/'))));
  }

  private long read(PathNode file, long most, List<Problem> faults) {
    requireWanted();
    long read = 0;
    try (InputStream in = repository.read(file.node())) {
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0 && read < most; n = in.read(buffer)) {
        read += n;
      }
    } catch (IOException e) {
      throw new DavitException(
          ErrorCode.STORE_UNAVAILABLE, "file \"" + file.path() + "\"", e.getMessage(), e);
    } catch (DavitException e) {
      faults.add(fault("file \"" + file.path() + "\"", e));
    }
    return read;
  }

  private static Problem fault(String object, DavitException e) {
    if (e.code() != ErrorCode.REPOSITORY_DAMAGED && e.code() != ErrorCode.OBJECT_MISSING) {
      throw e;
    }
    return new Problem(e.code(), object, e.problem().reason());
  }

  private void requireWanted() {
    if (cancelled.getAsBoolean()) {
      throw new DavitException(ErrorCode.CANCELLED, "reading a sample", null);
    }
  }
}
