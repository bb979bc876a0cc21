package dev.davit.postgres;

import dev.davit.contracts.error.DavitException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Names one database of one server, never with a password. Immutable.
 *
 * @param host host name or address; null for a unix socket
 * @param socketDirectory where the server's unix socket is; null for TCP
 * @param parameters what else the URL said, such as {@code sslmode}
 */
public record DatabaseUrl(
    String user,
    String host,
    Path socketDirectory,
    int port,
    String database,
    Map<String, String> parameters) {

  public static final int DEFAULT_PORT = 5432;

  public DatabaseUrl {
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(database, "database");
    if ((host == null) == (socketDirectory == null)) {
      throw new IllegalArgumentException("a server is reached by a host or by a socket, not both");
    }
    parameters = Map.copyOf(parameters);
  }

  /** A database behind a unix socket. */
  public static DatabaseUrl socket(Path directory, int port, String user, String database) {
    return new DatabaseUrl(user, null, directory, port, database, Map.of());
  }

  /** A database behind a TCP port. */
  public static DatabaseUrl tcp(String host, int port, String user, String database) {
    return new DatabaseUrl(user, host, null, port, database, Map.of());
  }

  /**
   * Reads {@code postgresql://user@host:port/database?…}, or with {@code host=/directory} in the
   * query for a unix socket. A password in it is left out: see {@link #passwordIn}.
   *
   * @throws DavitException INVALID_REQUEST; the message never repeats the URL's user part
   */
  public static DatabaseUrl parse(String text) {
    return DatabaseUrlParser.parse(text);
  }

  /** The password that a URL carries, or null. */
  public static char[] passwordIn(String text) {
    return DatabaseUrlParser.password(text);
  }

  public DatabaseUrl withDatabase(String name) {
    return new DatabaseUrl(user, host, socketDirectory, port, name, parameters);
  }

  public DatabaseUrl withUser(String name) {
    return new DatabaseUrl(name, host, socketDirectory, port, database, parameters);
  }

  /** The JDBC form, complete with the socket factory where one is needed; no password. */
  public String jdbc() {
    var text = new StringBuilder("jdbc:postgresql://");
    text.append(host == null ? "localhost" : bracketed()).append(':').append(port).append('/');
    text.append(encode(database));
    char separator = '?';
    for (var property : jdbcProperties().entrySet()) {
      text.append(separator).append(property.getKey()).append('=');
      text.append(encode(property.getValue()));
      separator = '&';
    }
    return text.toString();
  }

  private Map<String, String> jdbcProperties() {
    var all = new TreeMap<String, String>();
    parameters.forEach((k, v) -> JdbcParameters.translate(k, v, all));
    all.put("user", user);
    all.putIfAbsent("ApplicationName", "davit");
    if (socketDirectory != null) {
      all.put("socketFactory", UnixSocketFactory.class.getName());
      all.put("socketFactoryArg", socketDirectory.resolve(".s.PGSQL." + port).toString());
      all.put("sslmode", "disable");
      all.put("gssEncMode", "disable");
    }
    return all;
  }

  /** The environment by which libpq's programs reach this database; no password. */
  public Map<String, String> environment() {
    var all = new TreeMap<String, String>();
    all.put("PGHOST", host == null ? socketDirectory.toString() : host);
    all.put("PGPORT", Integer.toString(port));
    all.put("PGUSER", user);
    all.put("PGDATABASE", database);
    all.put("PGAPPNAME", "davit");
    parameters.forEach((k, v) -> JdbcParameters.libpq(k, v, all));
    return all;
  }

  /**
   * Opens a session; unreachable within ten seconds counts as unreachable.
   *
   * @param password null if none is needed; not kept
   * @throws DavitException DATABASE_UNREACHABLE, DATABASE_REFUSED_LOGIN, DATABASE_UNKNOWN
   */
  public Connection connect(char[] password) {
    var properties = new Properties();
    if (password != null) {
      properties.setProperty("password", new String(password));
    }
    properties.setProperty("connectTimeout", "10");
    properties.setProperty("loginTimeout", "30");
    properties.setProperty("tcpKeepAlive", "true");
    try {
      return new org.postgresql.Driver().connect(jdbc(), properties);
    } catch (SQLException e) {
      throw SqlErrors.connecting(this, e);
    }
  }

  /** {@code database "name"}, as messages name it. */
  public String quoted() {
    return "database \"" + database + "\"";
  }

  /** Where the server is, as messages name it: {@code host:port} or the socket directory. */
  public String server() {
    return host == null ? socketDirectory + " port " + port : bracketed() + ":" + port;
  }

  /** The URL that {@link #parse} reads back to an equal value. */
  @Override
  public String toString() {
    var query = new TreeMap<>(parameters);
    var text = new StringBuilder("postgresql://");
    if (host == null) {
      query.put("host", socketDirectory.toString());
      query.put("port", Integer.toString(port));
      query.put("user", user);
    } else {
      text.append(encode(user)).append('@').append(bracketed()).append(':').append(port);
    }
    text.append('/').append(encode(database));
    char separator = '?';
    for (var e : query.entrySet()) {
      text.append(separator).append(encode(e.getKey())).append('=').append(encode(e.getValue()));
      separator = '&';
    }
    return text.toString();
  }

  private String bracketed() {
    return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20").replace("%2F", "/");
  }

  static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
