package dev.davit.repository.pack;

/** What a blob holds: a piece of a file, or one directory's list of nodes. */
public enum BlobType {
  DATA("data"),
  TREE("tree");

  private final String word;

  BlobType(String word) {
    this.word = word;
  }

  /** As index files spell it. */
  public String word() {
    return word;
  }

  /**
   * @throws IllegalArgumentException for any other word
   */
  public static BlobType of(String word) {
    for (BlobType type : values()) {
      if (type.word.equals(word)) {
        return type;
      }
    }
    throw new IllegalArgumentException("not a blob type: \"" + word + '"');
  }
}
