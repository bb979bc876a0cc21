package dev.davit.postgres.restore;

import dev.davit.postgres.DatabaseUrl;
import dev.davit.postgres.SqlErrors;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Roles that a dump's objects belong to. */
public final class RolesRestore {
  /** A name is written by pg_dumpall as an identifier: bare, or in quotes with doubled quotes. */
  private static final String NAME = "(\"(?:[^\"]|\"\")+\"|[a-z_][a-z0-9_$]*)";

  private static final Pattern CREATE = Pattern.compile("CREATE ROLE " + NAME + ";");
  private static final Pattern ALTER =
      Pattern.compile("ALTER ROLE " + NAME + " WITH [A-Z0-9 -]+?(?: VALID UNTIL '[^'\\\\]*')?;");
  private static final Pattern GRANT =
      Pattern.compile(
          "(GRANT " + NAME + " TO " + NAME + "(?: WITH [A-Z, ]+?)?)(?: GRANTED BY .*)?;");

  private RolesRestore() {}

  /**
   * Makes the roles of {@code roles.sql} that the server lacks, without passwords: they cannot log
   * in by password until they are given one. Roles that exist are not touched.
   *
   * @return names of the roles made
   * @throws dev.davit.contracts.error.DavitException PERMISSION_MISSING
   */
  public static List<String> missing(DatabaseUrl server, char[] password, byte[] rolesSql) {
    var lines = new String(rolesSql, StandardCharsets.UTF_8).split("\n", -1);
    try (var c = TargetDatabase.maintenance(server, password)) {
      c.setAutoCommit(false);
      var made = create(c, lines);
      c.commit();
      return made;
    } catch (SQLException e) {
      throw SqlErrors.working("roles of the server at " + server.server(), "making them", e);
    }
  }

  private static List<String> create(Connection c, String[] lines) throws SQLException {
    var present = roles(c);
    var made = new ArrayList<String>();
    try (var s = c.createStatement()) {
      for (String line : lines) {
        var create = CREATE.matcher(line);
        if (create.matches() && present.add(unquoted(create.group(1)))) {
          s.execute(line);
          made.add(unquoted(create.group(1)));
        }
      }
      for (String line : lines) {
        String statement = concerning(line, made);
        if (statement != null) {
          s.execute(statement);
        }
      }
    }
    return made;
  }

  /** The line if it makes a new role what it was; without the grantor, who may not exist here. */
  private static String concerning(String line, List<String> made) {
    var alter = ALTER.matcher(line);
    if (alter.matches()) {
      return made.contains(unquoted(alter.group(1))) ? line : null;
    }
    var grant = GRANT.matcher(line);
    return grant.matches() && made.contains(unquoted(grant.group(3))) ? grant.group(1) : null;
  }

  private static Set<String> roles(Connection c) throws SQLException {
    var all = new HashSet<String>();
    try (var s = c.createStatement();
        var r = s.executeQuery("SELECT rolname FROM pg_roles")) {
      while (r.next()) {
        all.add(r.getString(1));
      }
    }
    return all;
  }

  private static String unquoted(String name) {
    return name.startsWith("\"")
        ? name.substring(1, name.length() - 1).replace("\"\"", "\"")
        : name;
  }
}
