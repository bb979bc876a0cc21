package dev.davit.e2e.bench.faults;

import dev.davit.cli.Main;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.event.RecoveryTarget;
import dev.davit.contracts.settings.SecretRef;
import dev.davit.e2e.Shop;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A protected system of a few megabytes. Now and then some rows change, some files, and it gets
 * another upload.
 */
final class SmallSystem implements AutoCloseable {
  private static final int UPLOADS = 12;
  private static final int ROWS = 100_000;
  private static final int FILES = 40;
  private static final int FILE_BYTES = 64 << 10;

  private final SystemId name;
  private final Path home;
  private final Path secrets;
  private final Shop shop;
  private final List<Copy> copies = new ArrayList<>();
  private int uploads = UPLOADS;

  /** Where something was to be recovered to. */
  record Copy(String database, Path media) {}

  private SmallSystem(String name, Path home, Path secrets) throws Exception {
    this.name = new SystemId(name);
    this.home = Files.createDirectories(home);
    this.secrets = secrets;
    this.shop = new Shop(home);
    shop.upload(1, UPLOADS);
    shop.execute(
        "app",
        "create table history as select id, md5(id::text) note from generate_series(1, %d) id"
            .formatted(ROWS));
    for (int i = 0; i < FILES; i++) {
      rewrite(i);
    }
  }

  /**
   * Makes one and protects it.
   *
   * @param cron when it is backed up by itself; null: never
   */
  static SmallSystem protect(String name, Path home, ReplicatedStack stack, String cron)
      throws Exception {
    var system = new SmallSystem(name, home, stack.directory().secrets());
    var command =
        new ArrayList<>(List.of("protect", system.shop.url("app"), "--name", name, "--server"));
    command.add(stack.server().toString());
    command.addAll(List.of("--media", "files=" + system.shop.uploads()));
    command.addAll(List.of("--references", "SELECT path, id FROM uploads"));
    if (cron != null) {
      command.addAll(List.of("--schedule", cron, "--zone", "UTC"));
    }
    davit(command.toArray(String[]::new));
    return system;
  }

  /** Runs a command of Davit's in this process; it must succeed. */
  static void davit(String... command) throws IOException {
    var nowhere = new PrintWriter(java.io.Writer.nullWriter());
    var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int code = Main.run(nowhere, err, command);
    if (code != 0) {
      throw new IOException("davit " + command[0] + " ended with exit code " + code);
    }
  }

  SystemId name() {
    return name;
  }

  /** What its server, which may be away, does not take stays undone. */
  void change() throws IOException {
    try {
      shop.upload(++uploads, 1);
      shop.execute(
          "app", "update history set note = md5(note) where id %% 20 = %d".formatted(uploads % 20));
    } catch (SQLException | DavitException e) {
      FaultsBench.say(name + " unchanged: " + e.getMessage().lines().findFirst().orElse(""));
    }
    for (int i = 0; i < FILES; i += 10) {
      rewrite(i + uploads % 10);
    }
  }

  /** What it holds does not matter, as long as nothing of it is stored already. */
  private void rewrite(int file) throws IOException {
    byte[] bytes = new byte[FILE_BYTES];
    ThreadLocalRandom.current().nextBytes(bytes);
    Files.write(shop.uploads().resolve("file-" + file), bytes);
  }

  /** Its server crashes and is started again. */
  void crash() throws IOException, InterruptedException {
    shop.crash();
  }

  /** A place where nothing is yet. */
  RecoveryTarget elsewhere() {
    var copy = new Copy("copy_" + copies.size(), home.resolve("copy-" + copies.size()));
    copies.add(copy);
    return new RecoveryTarget(
        null,
        "postgresql://app@127.0.0.1:" + shop.port() + "/" + copy.database(),
        new SecretRef("file:" + secrets.resolve(name + ".database")),
        Map.of("files", copy.media().toString()));
  }

  /** What a recovery into a database brought: rows, and the files that they name. */
  String contents(String database) throws SQLException {
    Copy copy =
        copies.stream().filter(one -> one.database().equals(database)).findFirst().orElseThrow();
    long rows = shop.number(database, "select count(*) from uploads");
    long without = 0;
    for (int id = 1; id <= rows; id++) {
      if (!Files.isRegularFile(copy.media().resolve("upload-" + id + ".txt"))) {
        without++;
      }
    }
    return rows < UPLOADS || without > 0 ? rows + " rows, " + without + " without file" : null;
  }

  @Override
  public void close() throws IOException {
    shop.close();
  }
}
