package dev.davit.repository.snapshot;

/** What kind of directory entry a node is, in restic's words. */
public enum NodeType {
  FILE("file"),
  DIRECTORY("dir"),
  SYMLINK("symlink"),
  BLOCK_DEVICE("dev"),
  CHARACTER_DEVICE("chardev"),
  FIFO("fifo"),
  SOCKET("socket");

  private final String word;

  NodeType(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }

  /**
   * @throws IllegalArgumentException for any other word
   */
  public static NodeType of(String word) {
    for (NodeType type : values()) {
      if (type.word.equals(word)) {
        return type;
      }
    }
    throw new IllegalArgumentException("not a node type: \"" + word + '"');
  }
}
