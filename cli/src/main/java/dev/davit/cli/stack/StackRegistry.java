package dev.davit.cli.stack;

import dev.davit.contracts.codec.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The stacks that run for this user, one file each below the user's state directory; how verbs find
 * a stack by themselves. Files of stacks that ended without saying so are ignored and swept.
 */
public final class StackRegistry {
  private final Path directory;

  public StackRegistry() {
    this(UserDirectories.state().resolve("stacks"));
  }

  StackRegistry(Path directory) {
    this.directory = directory;
  }

  /** From now on the commands of this machine find it. */
  public void add(StackRecord stack) throws IOException {
    Files.createDirectories(directory);
    replace(file(stack.directory()), stack);
  }

  /** As it was before. */
  public void remove(Path data) throws IOException {
    Files.deleteIfExists(file(data));
  }

  /** Those that run now. */
  public List<StackRecord> running() {
    var found = new ArrayList<StackRecord>();
    if (!Files.isDirectory(directory)) {
      return found;
    }
    try (var files = Files.newDirectoryStream(directory, "*.json")) {
      for (var file : files) {
        var stack = Json.read(Files.readAllBytes(file), StackRecord.class);
        if (stack.running()) {
          found.add(stack);
        } else {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  /** Readers see the old file or the new one, never half of one. */
  static void replace(Path file, StackRecord stack) throws IOException {
    var draft = file.resolveSibling("." + file.getFileName() + ".draft");
    Files.write(draft, Json.bytes(stack));
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private Path file(Path data) {
    String name = HexFormat.of().toHexDigits(data.toString().hashCode());
    return directory.resolve(name + ".json");
  }
}
