package dev.davit.cli.demo;

import dev.davit.cli.stack.UserDirectories;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The Python interpreter of an environment that has Pixeltable; the launcher makes one in the
 * cache.
 */
public final class PixeltablePython {
  /** Names another interpreter. */
  private static final String VARIABLE = "DAVIT_PIXELTABLE_PYTHON";

  private PixeltablePython() {}

  /**
   * @throws DavitException PATH_MISSING if there is none
   */
  public static Path find() {
    String named = System.getenv(VARIABLE);
    Path python =
        named == null ? UserDirectories.cache().resolve("pixeltable/bin/python") : Path.of(named);
    if (!Files.isExecutable(python)) {
      throw new DavitException(
          ErrorCode.PATH_MISSING,
          "Python with Pixeltable \"" + python + "\"",
          "`./davit demo --pixeltable` makes one; " + VARIABLE + " names another");
    }
    return python;
  }
}
