package dev.davit.audit;

import dev.davit.audit.model.MediaLayout;
import dev.davit.audit.model.MediaLayout.Place;
import dev.davit.contracts.point.Reference;
import dev.davit.repository.Repository;
import dev.davit.repository.index.Location;
import dev.davit.repository.pack.BlobId;
import dev.davit.repository.pack.BlobType;
import dev.davit.repository.snapshot.Node;
import dev.davit.repository.snapshot.PathNode;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * Answers whether referenced files are stored, by walking the media part once beside the sorted
 * references of one database. Links are followed within the part. Used by one thread.
 */
final class StoredMedia {
  private static final int MOST_LINKS = 16;

  private final Repository repository;
  private final BlobId part;
  private final MediaLayout layout;
  private final Map<String, TreeCursor> cursors = new HashMap<>();

  StoredMedia(Repository repository, BlobId part, MediaLayout layout) {
    this.repository = repository;
    this.part = part;
    this.layout = layout;
  }

  /** True if its file is stored with its whole content. */
  boolean holds(Reference reference) {
    String path = reference.path();
    if (!path.equals(normal(path))) {
      return holdsAnywhere(normal(path), MOST_LINKS); // its place in the order says nothing
    }
    for (Place place : layout.places(path)) {
      PathNode found = cursors.computeIfAbsent(place.base(), this::open).find(place.path());
      if (found != null && holds(place, found)) {
        return true;
      }
    }
    return false;
  }

  private boolean holds(Place place, PathNode found) {
    if (TreeCursor.isLink(found.node())) {
      String rest = place.path().substring(found.path().length());
      return follow(place.origin() + found.path(), found.node(), rest, MOST_LINKS);
    }
    return isWhole(found.node());
  }

  private TreeCursor open(String base) {
    Node directory = repository.node(part, base);
    Iterator<PathNode> nodes =
        directory == null || !directory.isDirectory()
            ? Collections.emptyIterator()
            : repository.walk(directory.subtree()).iterator();
    return new TreeCursor(nodes);
  }

  private boolean follow(String linkPath, Node link, String rest, int linksLeft) {
    Path target = Path.of(linkPath).resolveSibling(link.linkTarget());
    return linksLeft > 0 && holdsAnywhere(normal(target + rest), linksLeft - 1);
  }

  private boolean holdsAnywhere(String path, int linksLeft) {
    return layout.places(path).stream().anyMatch(place -> holdsAt(place, linksLeft));
  }

  /** Component by component, since any may be a link. */
  private boolean holdsAt(Place place, int linksLeft) {
    Node at = repository.node(part, place.base());
    var passed = new StringBuilder(place.origin());
    String[] names = place.path().split("/");
    for (int i = 0; i < names.length; i++) {
      at = at == null || !at.isDirectory() ? null : repository.node(at.subtree(), names[i]);
      if (at == null) {
        return false;
      }
      passed.append(i == 0 ? "" : "/").append(names[i]);
      if (TreeCursor.isLink(at)) {
        String rest = place.origin() + place.path();
        return follow(passed.toString(), at, rest.substring(passed.length()), linksLeft);
      }
    }
    return isWhole(at);
  }

  /** A file whose blobs are all indexed and add up to its size. */
  private boolean isWhole(Node node) {
    if (!node.isFile()) {
      return false;
    }
    long known = 0;
    for (BlobId id : node.content()) {
      Location place = repository.blobs().index().find(BlobType.DATA, id);
      if (place == null) {
        return false;
      }
      known += place.blob().plainLength();
    }
    return known == node.size();
  }

  private static String normal(String path) {
    try {
      return Path.of(path).normalize().toString();
    } catch (InvalidPathException notOfThisSystem) {
      return path;
    }
  }
}
