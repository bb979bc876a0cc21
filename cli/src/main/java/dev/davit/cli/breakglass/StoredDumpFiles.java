package dev.davit.cli.breakglass;

import dev.davit.postgres.restore.DumpFiles;
import dev.davit.repository.Repository;
import dev.davit.repository.snapshot.Node;
import dev.davit.repository.snapshot.Tree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.List;

/** A captured dump, read from the repository as it is needed. Thread-safe. */
record StoredDumpFiles(Repository repository, Tree directory) implements DumpFiles {

  @Override
  public List<String> names() {
    return directory.nodes().stream().filter(Node::isFile).map(Node::name).toList();
  }

  @Override
  public InputStream open(String name) throws IOException {
    Node node = directory.node(name);
    if (node == null) {
      throw new NoSuchFileException(name);
    }
    return repository.read(node);
  }

  @Override
  public long size(String name) {
    return directory.node(name).size();
  }
}
