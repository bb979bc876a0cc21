package dev.davit.cli.verb;

import dev.davit.cli.stack.StackDirectory;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.settings.RepositorySettings;
import dev.davit.contracts.settings.SecretRef;
import dev.davit.repository.Repository;
import dev.davit.repository.backend.Backend;
import dev.davit.repository.crypto.Password;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Sees to it that a system has a repository: opens the one that is there, or makes it. */
final class RepositorySetup {
  private final StackDirectory directory;
  private final Secrets secrets;
  private final Undo undo;

  RepositorySetup(StackDirectory directory, Secrets secrets, Undo undo) {
    this.directory = directory;
    this.secrets = secrets;
    this.undo = undo;
  }

  /**
   * @param location null: {@code repositories/<system>} of the stack
   * @throws DavitException WRONG_KEY, SECRET_MISSING if there is a repository whose password this
   *     stack does not have; STORE_*
   */
  RepositorySettings prepare(
      SystemId system,
      String location,
      Map<String, String> options,
      SecretRef accessKey,
      SecretRef secretKey)
      throws IOException {
    String place =
        location != null ? location : directory.repositories().resolve(system.value()).toString();
    var passwordFile = secrets.file(system + ".repository");
    var reference = new SecretRef("file:" + passwordFile);
    var settings =
        new RepositorySettings(absolute(place), reference, options, accessKey, secretKey);
    try (Backend backend = StoreAccess.open(settings)) {
      if (Files.exists(passwordFile)) {
        openOrInit(backend, Password.fromFile(passwordFile), settings);
      } else {
        var password = Password.generated();
        SecretRef kept = secrets.keep(system + ".repository", password.chars());
        assert kept.equals(reference);
        init(backend, password, settings);
      }
    }
    return settings;
  }

  private void openOrInit(Backend backend, Password password, RepositorySettings settings) {
    try (password;
        var repository = Repository.open(backend, password)) {
      assert repository.id() != null;
    } catch (DavitException e) {
      if (e.code() != ErrorCode.REPOSITORY_MISSING) {
        throw e;
      }
      init(backend, password, settings);
    }
  }

  private void init(Backend backend, Password password, RepositorySettings settings) {
    var place = settings.location().startsWith("/") ? Path.of(settings.location()) : null;
    if (place != null && !Files.exists(place)) {
      undo.remember(place);
    }
    try (password;
        var repository = Repository.init(backend, password)) {
      assert repository.id() != null;
    } catch (DavitException e) {
      throw e.code() == ErrorCode.REPOSITORY_EXISTS
          ? new DavitException(
              ErrorCode.SECRET_MISSING,
              "password of repository \"" + settings.location() + "\"",
              "there is a repository already; put its password into "
                  + settings.password().value().substring("file:".length()))
          : e;
    }
  }

  private static String absolute(String place) {
    if (place.startsWith("s3:")) {
      return place;
    }
    String path = place.startsWith("file://") ? place.substring("file://".length()) : place;
    return Path.of(path).toAbsolutePath().normalize().toString();
  }
}
