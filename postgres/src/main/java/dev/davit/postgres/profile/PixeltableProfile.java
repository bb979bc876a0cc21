package dev.davit.postgres.profile;

import dev.davit.contracts.point.Reference;
import dev.davit.contracts.point.TableVersion;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;

/** Pixeltable, metadata version 53 and later. */
public final class PixeltableProfile implements Profile {
  private final List<Path> mediaRoots;

  /**
   * @param mediaRoots absolute directories whose files Pixeltable owns
   */
  public PixeltableProfile(List<Path> mediaRoots) {
    this.mediaRoots = List.copyOf(mediaRoots);
  }

  @Override
  public String name() {
    return "pixeltable";
  }

  @Override
  public String version(Connection database) throws SQLException {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<String> guards(Connection database) throws SQLException {
    throw new UnsupportedOperationException();
  }

  @Override
  public void references(Connection database, String name, Path spill, Consumer<Reference> to)
      throws SQLException {
    throw new UnsupportedOperationException(mediaRoots.toString());
  }

  @Override
  public List<TableVersion> lineage(Connection database, String name) throws SQLException {
    throw new UnsupportedOperationException();
  }

  @Override
  public long rewrite(Connection database, List<PathMove> moves) throws SQLException {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<String> checks(Connection database) throws SQLException {
    throw new UnsupportedOperationException();
  }
}
