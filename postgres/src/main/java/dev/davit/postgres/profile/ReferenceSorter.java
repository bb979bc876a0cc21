package dev.davit.postgres.profile;

import dev.davit.contracts.point.Reference;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * Sorts references and joins those that name the same thing, in bounded memory: sorted runs go to
 * files and are merged at the end. Local ones come first, by {@link
 * dev.davit.contracts.point.PathOrder}; then the others by URL. Used by one thread.
 */
final class ReferenceSorter implements AutoCloseable {
  private final Path directory;
  private final int runSize;
  private final List<Entry> buffer = new ArrayList<>();
  private final List<Path> runs = new ArrayList<>();

  /**
   * @param runSize references held in memory; about 300 bytes each
   */
  ReferenceSorter(Path directory, int runSize) {
    this.directory = directory;
    this.runSize = runSize;
  }

  private record Entry(byte[] key, Reference reference) implements Comparable<Entry> {
    static Entry of(Reference r) {
      byte[] text = (r.path() == null ? r.url() : r.path()).getBytes(StandardCharsets.UTF_8);
      byte[] key = new byte[text.length + 1];
      key[0] = (byte) (r.path() == null ? 1 : 0);
      for (int i = 0; i < text.length; i++) {
        // A separator below every other byte makes the order go component by component.
        key[i + 1] = r.path() != null && text[i] == '/' ? 0 : text[i];
      }
      return new Entry(key, r);
    }

    Entry with(long cells) {
      var r = reference;
      return new Entry(
          key,
          new Reference(
              r.kind(), r.url(), r.path(), r.table(), r.column(), r.row(), r.cells() + cells));
    }

    @Override
    public int compareTo(Entry other) {
      return Arrays.compareUnsigned(key, other.key);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Entry e && Arrays.equals(key, e.key);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(key);
    }
  }

  void add(Reference reference) throws IOException {
    buffer.add(Entry.of(reference));
    if (buffer.size() >= runSize) {
      spill();
    }
  }

  private void spill() throws IOException {
    Path run = Files.createTempFile(directory, "references", ".run");
    runs.add(run);
    try (var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(run)))) {
      for (Entry e : joined(buffer)) {
        write(out, e.reference());
      }
    }
    buffer.clear();
  }

  private static List<Entry> joined(List<Entry> entries) {
    entries.sort(null);
    var all = new ArrayList<Entry>();
    for (Entry e : entries) {
      if (!all.isEmpty() && all.getLast().equals(e)) {
        all.set(all.size() - 1, all.getLast().with(e.reference().cells()));
      } else {
        all.add(e);
      }
    }
    return all;
  }

  /** Hands on everything in order; to be called once. */
  void drain(Consumer<Reference> to) throws IOException {
    if (runs.isEmpty()) {
      joined(buffer).forEach(e -> to.accept(e.reference()));
      return;
    }
    if (!buffer.isEmpty()) {
      spill();
    }
    var heads = new PriorityQueue<Run>();
    try {
      for (Path run : runs) {
        Run.open(run, heads);
      }
      merge(heads, to);
    } finally {
      for (Run run : heads) {
        run.in.close();
      }
    }
  }

  private static void merge(PriorityQueue<Run> heads, Consumer<Reference> to) throws IOException {
    Entry last = null;
    while (!heads.isEmpty()) {
      var run = heads.poll();
      Entry next = run.head;
      if (last != null && last.equals(next)) {
        last = last.with(next.reference().cells());
      } else {
        if (last != null) {
          to.accept(last.reference());
        }
        last = next;
      }
      run.advance(heads);
    }
    if (last != null) {
      to.accept(last.reference());
    }
  }

  @Override
  public void close() throws IOException {
    for (Path run : runs) {
      Files.deleteIfExists(run);
    }
  }

  /** One sorted file with its next entry. */
  private static final class Run implements Comparable<Run> {
    private final DataInputStream in;
    private Entry head;

    private Run(DataInputStream in) {
      this.in = in;
    }

    static void open(Path file, PriorityQueue<Run> heads) throws IOException {
      new Run(new DataInputStream(new BufferedInputStream(Files.newInputStream(file))))
          .advance(heads);
    }

    void advance(PriorityQueue<Run> heads) throws IOException {
      Reference next = read(in);
      if (next == null) {
        in.close();
      } else {
        head = Entry.of(next);
        heads.add(this);
      }
    }

    @Override
    public int compareTo(Run other) {
      return head.compareTo(other.head);
    }

    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }

  private static void write(DataOutputStream out, Reference r) throws IOException {
    out.writeByte(r.kind().ordinal());
    text(out, r.url());
    text(out, r.path());
    text(out, r.table());
    text(out, r.column());
    text(out, r.row());
    out.writeLong(r.cells());
  }

  /** Length first: a URL may be longer than what {@code writeUTF} takes. */
  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes == null ? -1 : bytes.length);
    if (bytes != null) {
      out.write(bytes);
    }
  }

  private static Reference read(DataInputStream in) throws IOException {
    int kind;
    try {
      kind = in.readByte();
    } catch (EOFException e) {
      return null;
    }
    return new Reference(
        Reference.Kind.values()[kind],
        text(in),
        text(in),
        text(in),
        text(in),
        text(in),
        in.readLong());
  }

  private static String text(DataInputStream in) throws IOException {
    int length = in.readInt();
    return length < 0 ? null : new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }
}
