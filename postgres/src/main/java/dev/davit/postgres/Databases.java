package dev.davit.postgres;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The databases of a server. */
public final class Databases {
  private Databases() {}

  /** Every database that is not a template and takes sessions, by name. */
  public static List<String> list(DatabaseUrl any, char[] password) {
    String sql =
        "SELECT datname FROM pg_database WHERE NOT datistemplate AND datallowconn ORDER BY 1";
    try (var c = any.connect(password);
        var s = c.createStatement();
        var r = s.executeQuery(sql)) {
      var names = new ArrayList<String>();
      while (r.next()) {
        names.add(r.getString(1));
      }
      return names;
    } catch (SQLException e) {
      throw SqlErrors.working(any, "listing the server's databases", e);
    }
  }
}
