package dev.davit.repository.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.repository.backend.Backend;
import dev.davit.repository.backend.ObjectKind;
import dev.davit.repository.backend.ObjectMissing;
import dev.davit.repository.backend.ObjectName;
import dev.davit.repository.backend.StoredObject;
import dev.davit.repository.pack.BlobId;
import dev.davit.repository.pack.UnpackedObjects;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The stored snapshots. Takes no lock. Thread-safe. */
public final class Snapshots {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String LATEST = "latest";
  private static final String PROGRAM = "davit 0.1.0";

  private final Backend backend;
  private final UnpackedObjects objects;

  /** An object of an id never changes. */
  private final Map<ObjectName, SnapshotMeta> known = new ConcurrentHashMap<>();

  public Snapshots(Backend backend, UnpackedObjects objects) {
    this.backend = backend;
    this.objects = objects;
  }

  /** All, oldest first. */
  public List<SnapshotMeta> all() {
    List<SnapshotMeta> found = new ArrayList<>();
    List<StoredObject> listed = backend.list(ObjectKind.SNAPSHOT);
    known.keySet().retainAll(listed.stream().map(StoredObject::name).toList());
    for (StoredObject stored : listed) {
      try {
        found.add(load(stored.name()));
      } catch (ObjectMissing forgottenMeanwhile) {
        continue;
      }
    }
    found.sort(Comparator.comparing(SnapshotMeta::time).thenComparing(SnapshotMeta::id));
    return found;
  }

  /**
   * @param idOrPrefix id, a prefix that only one has, or {@code latest}
   * @throws DavitException {@code UNKNOWN_SNAPSHOT}
   */
  public SnapshotMeta find(String idOrPrefix) {
    if (ObjectName.isId(ObjectKind.SNAPSHOT, idOrPrefix)) {
      try {
        return load(ObjectName.of(ObjectKind.SNAPSHOT, idOrPrefix));
      } catch (ObjectMissing e) {
        throw unknown(idOrPrefix, null);
      }
    }
    List<SnapshotMeta> all = all();
    if (idOrPrefix.equals(LATEST) && !all.isEmpty()) {
      return all.getLast();
    }
    List<SnapshotMeta> matching = all.stream().filter(s -> s.id().startsWith(idOrPrefix)).toList();
    if (matching.size() != 1 || idOrPrefix.isEmpty()) {
      throw unknown(idOrPrefix, matching.isEmpty() ? null : "several begin so");
    }
    return matching.getFirst();
  }

  /** Stores and makes durable. */
  SnapshotMeta save(SnapshotInfo info, BlobId tree) {
    ProcessOwner owner = ProcessOwner.current();
    ObjectNode json = JSON.createObjectNode();
    json.put("time", NodeJson.time(info.time()));
    json.put("tree", tree.toString());
    info.paths().forEach(json.putArray("paths")::add);
    json.put("hostname", info.hostname()).put("username", owner.name());
    json.put("uid", owner.uid()).put("gid", owner.gid());
    if (!info.tags().isEmpty()) {
      info.tags().forEach(json.putArray("tags")::add);
    }
    json.put("program_version", PROGRAM);
    try {
      return save(json);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Stores another repository's snapshot, and makes it durable. Parents are of that repository. */
  SnapshotMeta saveCopy(Snapshots from, String id) {
    try {
      byte[] theirs = from.objects.load(ObjectName.of(ObjectKind.SNAPSHOT, id));
      ObjectNode json = (ObjectNode) JSON.readTree(theirs);
      json.remove("parent");
      if (!json.hasNonNull("original")) {
        json.put("original", id);
      }
      return save(json);
    } catch (IOException e) {
      throw new IllegalStateException(e); // it was read as a snapshot before
    }
  }

  private SnapshotMeta save(ObjectNode json) throws IOException {
    BlobId id = objects.save(ObjectKind.SNAPSHOT, JSON.writeValueAsBytes(json));
    backend.sync();
    return parse(id.toString(), json);
  }

  private SnapshotMeta load(ObjectName name) {
    SnapshotMeta meta = known.get(name);
    if (meta == null) {
      meta = read(name);
      known.put(name, meta);
    }
    return meta;
  }

  private SnapshotMeta read(ObjectName name) {
    try {
      return parse(name.id(), JSON.readTree(objects.load(name)));
    } catch (IOException | IllegalArgumentException e) {
      throw new DavitException(
          ErrorCode.REPOSITORY_DAMAGED, "object \"" + name + '"', "it is not a snapshot", e);
    }
  }

  private static SnapshotMeta parse(String id, JsonNode json) throws IOException {
    return new SnapshotMeta(
        id,
        NodeJson.parseTime(json.path("time").asText()),
        BlobId.parse(json.path("tree").asText()),
        json.path("parent").asText(null),
        strings(json.path("paths")),
        json.path("hostname").asText(""),
        json.path("username").asText(""),
        strings(json.path("excludes")),
        strings(json.path("tags")),
        json.path("original").asText(null),
        json.path("program_version").asText(""));
  }

  private static List<String> strings(JsonNode json) {
    List<String> texts = new ArrayList<>();
    if (json instanceof ArrayNode array) {
      array.forEach(text -> texts.add(text.asText()));
    }
    return texts;
  }

  private static DavitException unknown(String id, String reason) {
    return new DavitException(ErrorCode.UNKNOWN_SNAPSHOT, "snapshot \"" + id + '"', reason);
  }
}
