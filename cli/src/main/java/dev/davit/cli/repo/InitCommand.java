package dev.davit.cli.repo;

import dev.davit.cli.verb.StoreAccess;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.repository.Repository;
import dev.davit.repository.backend.ObjectName;
import dev.davit.repository.crypto.Password;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code davit repo init}: makes a repository. */
@Command(name = "init", description = "Makes a new repository.")
final class InitCommand extends RepoVerb {
  @Option(
      names = "--generate",
      description = "Makes the password file, with a password of 160 random bits.")
  private boolean generate;

  private record Made(String id, String location) {}

  @Override
  public Integer call() throws IOException {
    try (var backend = StoreAccess.open(option().settings())) {
      if (generate && backend.exists(ObjectName.config())) {
        throw new DavitException(
            ErrorCode.REPOSITORY_EXISTS, "repository \"" + backend.location() + '"', null);
      }
      try (var password = password(option().passwordFile());
          var repository = Repository.init(backend, password)) {
        print(
            new Made(repository.id(), repository.location()),
            () ->
                "made repository %s at %s; without its password nothing in it can be read: keep %s safe"
                    .formatted(
                        SnapshotView.shortId(repository.id()),
                        repository.location(),
                        option().passwordFile()));
      }
    }
    return 0;
  }

  private Password password(Path file) throws IOException {
    return generate ? NewPasswordOption.generated(file) : Password.fromFile(file);
  }
}
