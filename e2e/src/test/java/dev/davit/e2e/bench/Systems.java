package dev.davit.e2e.bench;

import dev.davit.contracts.SystemId;
import dev.davit.contracts.codec.Json;
import dev.davit.contracts.settings.DatabaseSettings;
import dev.davit.contracts.settings.DeploymentKind;
import dev.davit.contracts.settings.Objectives;
import dev.davit.contracts.settings.RepositorySettings;
import dev.davit.contracts.settings.RetentionPolicy;
import dev.davit.contracts.settings.SecretRef;
import dev.davit.contracts.settings.SystemDefinition;
import dev.davit.contracts.settings.SystemSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** Protected systems by the thousand, alike but for their names. */
final class Systems {
  private static final String PREFIX = "bench-";

  private Systems() {}

  /** The name of one of them, from 1 on. */
  static String name(int number) {
    return PREFIX + number;
  }

  /** Stores so many in the current schema, in one statement. */
  static void store(Connection connection, int count) throws SQLException {
    String sql =
        """
        insert into protected_system (name, definition)
        select '%1$s' || n, jsonb_set(?::jsonb, '{name}', to_jsonb('%1$s' || n))
        from generate_series(1, ?) n\
        """;
    try (var statement = connection.prepareStatement(sql.formatted(PREFIX))) {
      statement.setString(1, Json.text(definition()));
      statement.setInt(2, count);
      statement.executeUpdate();
    }
  }

  /** What they are but for their names. */
  static SystemDefinition definition() {
    var settings =
        new SystemSettings(
            DeploymentKind.FULL_BACKEND,
            "generic",
            new DatabaseSettings(null, "postgresql://davit@db/shop", null, List.of(), null),
            List.of(),
            List.of(),
            List.of(),
            new RepositorySettings(
                "/var/lib/davit/repositories/shop",
                new SecretRef("file:/var/lib/davit/secrets/shop.repository"),
                Map.of(),
                null,
                null));
    return new SystemDefinition(
        new SystemId(PREFIX + 0),
        settings,
        null,
        new RetentionPolicy(0, 0, 0, 0, 0, 0),
        Objectives.NONE,
        List.of());
  }
}
