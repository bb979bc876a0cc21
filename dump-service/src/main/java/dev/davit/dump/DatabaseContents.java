package dev.davit.dump;

import dev.davit.postgres.DatabaseUrl;
import dev.davit.postgres.SqlErrors;
import java.sql.SQLException;

/**
 * Empties a database that a recovery began to fill and did not make: extensions and the database
 * itself, which its administrator may have made with rights that we lack, stay.
 */
final class DatabaseContents {
  /** Relations go by themselves, so that a member of an extension does not take the rest along. */
  private static final String REMOVE =
      """
      DO $davit$
      DECLARE item record;
      BEGIN
        FOR item IN
          SELECT n.nspname FROM pg_namespace n
          WHERE n.nspname NOT LIKE 'pg\\_%' AND n.nspname NOT IN ('information_schema', 'public')
            AND NOT EXISTS (SELECT 1 FROM pg_extension e WHERE e.extnamespace = n.oid)
            AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = n.oid
                            AND d.classid = 'pg_namespace'::regclass AND d.deptype = 'e')
        LOOP
          EXECUTE format('DROP SCHEMA %I CASCADE', item.nspname);
        END LOOP;
        FOR item IN
          SELECT format('%I.%I', n.nspname, c.relname) AS name,
                 CASE c.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW'
                                WHEN 'S' THEN 'SEQUENCE' WHEN 'f' THEN 'FOREIGN TABLE'
                                ELSE 'TABLE' END AS kind
          FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
          WHERE n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
            AND c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
            AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid
                            AND d.classid = 'pg_class'::regclass AND d.deptype = 'e')
          ORDER BY c.relkind = 'S'
        LOOP
          EXECUTE format('DROP %s IF EXISTS %s CASCADE', item.kind, item.name);
        END LOOP;
        FOR item IN
          SELECT p.oid::regprocedure::text AS name FROM pg_proc p
          JOIN pg_namespace n ON n.oid = p.pronamespace
          WHERE n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
            AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid
                            AND d.classid = 'pg_proc'::regclass AND d.deptype = 'e')
        LOOP
          EXECUTE format('DROP ROUTINE IF EXISTS %s CASCADE', item.name);
        END LOOP;
        FOR item IN
          SELECT format('%I.%I', n.nspname, t.typname) AS name FROM pg_type t
          JOIN pg_namespace n ON n.oid = t.typnamespace
          LEFT JOIN pg_class c ON c.oid = t.typrelid
          WHERE n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
            AND t.typtype IN ('c', 'd', 'e', 'r') AND (c.oid IS NULL OR c.relkind = 'c')
            AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = t.oid
                            AND d.classid = 'pg_type'::regclass AND d.deptype = 'e')
        LOOP
          EXECUTE format('DROP TYPE IF EXISTS %s CASCADE', item.name);
        END LOOP;
      END $davit$\
      """;

  private DatabaseContents() {}

  /** Nothing to do if it is empty; repeatable. */
  static void remove(DatabaseUrl url, char[] password) {
    try (var connection = url.connect(password);
        var statement = connection.createStatement()) {
      statement.execute(REMOVE);
    } catch (SQLException e) {
      throw SqlErrors.working(url, "emptying it", e);
    }
  }
}
