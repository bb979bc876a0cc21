package dev.davit.repository.snapshot;

import com.fasterxml.jackson.core.JsonParser;
import dev.davit.repository.pack.BlobId;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** The fields of one node while its JSON is read. */
final class NodeFields {
  private String name;
  private NodeType type;
  private int mode;
  private Instant mtime = Instant.EPOCH;
  private Instant atime;
  private Instant ctime;
  private int uid;
  private int gid;
  private String user;
  private String group;
  private long inode;
  private long deviceId;
  private long size;
  private long links;
  private String linkTarget;
  private boolean rawLinkTarget;
  private List<ExtendedAttribute> xattrs;
  private long device;
  private List<BlobId> content;
  private BlobId subtree;

  /** Reads the field at whose value the parser stands; false if it is unknown. */
  boolean read(String field, JsonParser json) throws IOException {
    switch (field) {
      case "name" -> name = GoQuote.unquote(json.getText());
      case "type" -> type = NodeType.of(json.getText());
      case "mode" -> mode = GoMode.permissions(json.getLongValue());
      case "mtime" -> mtime = NodeJson.parseTime(json.getText());
      case "atime" -> atime = NodeJson.parseTime(json.getText());
      case "ctime" -> ctime = NodeJson.parseTime(json.getText());
      case "uid" -> uid = (int) json.getLongValue();
      case "gid" -> gid = (int) json.getLongValue();
      case "user" -> user = json.getText();
      case "group" -> group = json.getText();
      case "content" -> content = NodeJson.readContent(json);
      case "subtree" -> subtree = BlobId.parse(json.getText());
      case "extended_attributes" -> xattrs = NodeJson.readXattrs(json);
      default -> {
        return readRare(field, json);
      }
    }
    return true;
  }

  private boolean readRare(String field, JsonParser json) throws IOException {
    switch (field) {
      case "inode" -> inode = json.getBigIntegerValue().longValue();
      case "device_id" -> deviceId = json.getBigIntegerValue().longValue();
      case "size" -> size = json.getLongValue();
      case "links" -> links = json.getBigIntegerValue().longValue();
      case "device" -> device = json.getBigIntegerValue().longValue();
      case "linktarget" -> linkTarget = rawLinkTarget ? linkTarget : json.getText();
      case "linktarget_raw" -> {
        rawLinkTarget = true;
        linkTarget = FileName.decode(json.getBinaryValue());
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  Node node() throws IOException {
    if (name == null || type == null) {
      throw new IOException("a node without name or type");
    }
    if (type == NodeType.DIRECTORY && subtree == null) {
      throw new IOException("a directory without tree");
    }
    return new Node(
        name,
        type,
        mode,
        mtime,
        atime,
        ctime,
        uid,
        gid,
        user,
        group,
        inode,
        deviceId,
        size,
        links,
        linkTarget,
        xattrs,
        device,
        content,
        subtree);
  }
}
