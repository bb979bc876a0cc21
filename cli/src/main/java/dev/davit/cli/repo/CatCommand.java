package dev.davit.cli.repo;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code davit repo cat}: a file's bytes on standard output, each checked before it is seen. */
@Command(name = "cat", description = "Writes a file of a snapshot to standard output.")
final class CatCommand extends RepoVerb {
  @Parameters(paramLabel = "SNAPSHOT:PATH", description = "The file.")
  private String place;

  @Override
  public Integer call() throws IOException {
    try (var session = open()) {
      var found = SnapshotPath.find(session.repository(), place);
      if (found.node() == null || !found.node().isFile()) {
        String kind = found.node() == null ? "snapshot" : found.node().type().word();
        throw new DavitException(
            ErrorCode.INVALID_REQUEST, "path \"/" + found.path() + '"', "it is no file: " + kind);
      }
      try (var in = session.repository().read(found.node())) {
        in.transferTo(System.out); // bytes, which the text stream of the others cannot carry
      }
      System.out.flush();
    }
    return 0;
  }
}
