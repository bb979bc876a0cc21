package dev.davit.kit.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Runs statements on one connection. Parameters: {@link Instant} becomes timestamptz, an enum its
 * name, a collection of texts {@code text[]}; everything else as the driver has it. As thread-safe
 * as its connection: not.
 */
public final class JdbcRunner {
  private final Connection connection;

  private JdbcRunner(Connection connection) {
    this.connection = connection;
  }

  public static JdbcRunner on(Connection connection) {
    return new JdbcRunner(connection);
  }

  /** One row of a result; never to be kept. */
  @FunctionalInterface
  public interface RowMapper<T> {
    T map(ResultSet row) throws SQLException;
  }

  /** All rows, in the statement's order. */
  public <T> List<T> query(String sql, RowMapper<T> mapper, Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      set(statement, parameters);
      try (ResultSet result = statement.executeQuery()) {
        List<T> rows = new ArrayList<>();
        while (result.next()) {
          rows.add(mapper.map(result));
        }
        return rows;
      }
    }
  }

  /** The first row; empty if there is none. A mapper's null is an {@link SQLException}'s fault. */
  public <T> Optional<T> first(String sql, RowMapper<T> mapper, Object... parameters)
      throws SQLException {
    return query(sql, mapper, parameters).stream().findFirst();
  }

  /** Number of rows changed. */
  public int update(String sql, Object... parameters) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      set(statement, parameters);
      return statement.executeUpdate();
    }
  }

  /** Runs a statement whatever it returns, such as {@code select pg_notify(...)}. */
  public void execute(String sql, Object... parameters) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      set(statement, parameters);
      statement.execute();
    }
  }

  /** Reads a timestamptz; null stays null. */
  public static Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
    return value == null ? null : value.toInstant();
  }

  private void set(PreparedStatement statement, Object[] parameters) throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, toJdbc(parameters[i]));
    }
  }

  private Object toJdbc(Object value) throws SQLException {
    return switch (value) {
      case null -> null;
      case Instant instant -> OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
      case Enum<?> constant -> constant.name();
      case Collection<?> texts -> connection.createArrayOf("text", texts.toArray());
      default -> value;
    };
  }
}
