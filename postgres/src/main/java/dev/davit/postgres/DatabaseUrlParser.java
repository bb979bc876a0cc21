package dev.davit.postgres;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes a URL apart; what it says about a wrong one never holds its user part. */
final class DatabaseUrlParser {
  private static final Pattern FORM =
      Pattern.compile(
          "(?:postgresql|postgres)(?:\\+[a-z0-9_]+)?://"
              + "(?:(?<user>[^:/?#]*?)(?::(?<password>[^?#]*?))?@)?"
              + "(?<host>\\[[0-9a-fA-F:.%]+]|[^:/?#@,\\[\\]]*)(?::(?<port>\\d{1,5})?)?"
              + "(?:/(?<database>[^?#]*))?(?:\\?(?<query>[^#]*))?");

  private DatabaseUrlParser() {}

  static char[] password(String text) {
    var form = matcher(text);
    String inUser = form.group("password");
    String found = inUser != null ? DatabaseUrl.decode(inUser) : query(form).get("password");
    return found == null || found.isEmpty() ? null : found.toCharArray();
  }

  static DatabaseUrl parse(String text) {
    var form = matcher(text);
    var query = query(form);
    query.remove("password");
    String host = either(query.remove("host"), form.group("host"));
    String port = either(query.remove("port"), form.group("port"));
    String user = either(query.remove("user"), form.group("user"));
    if (user == null) {
      user = System.getProperty("user.name");
    }
    String database = either(query.remove("dbname"), form.group("database"));
    var url =
        new DatabaseUrl(
            user, "localhost", null, number(port), database == null ? user : database, query);
    if (host == null) {
      return url;
    }
    return host.startsWith("/")
        ? new DatabaseUrl(user, null, Path.of(host), url.port(), url.database(), query)
        : new DatabaseUrl(user, unbracketed(host), null, url.port(), url.database(), query);
  }

  private static Matcher matcher(String text) {
    var form = FORM.matcher(text);
    if (!form.matches()) {
      throw refused("the form is postgresql://user@host:port/database");
    }
    return form;
  }

  private static DavitException refused(String reason) {
    return new DavitException(ErrorCode.INVALID_REQUEST, "database URL", reason);
  }

  private static int number(String port) {
    if (port == null) {
      return DatabaseUrl.DEFAULT_PORT;
    }
    if (!port.matches("\\d{1,5}") || Integer.parseInt(port) > 65535 || Integer.parseInt(port) < 1) {
      throw refused("the port is a number from 1 to 65535");
    }
    return Integer.parseInt(port);
  }

  private static String either(String inQuery, String inForm) {
    String found = inQuery != null ? inQuery : inForm == null ? null : DatabaseUrl.decode(inForm);
    return found == null || found.isEmpty() ? null : found;
  }

  private static String unbracketed(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private static Map<String, String> query(Matcher form) {
    var all = new TreeMap<String, String>();
    String query = form.group("query");
    if (query == null || query.isEmpty()) {
      return all;
    }
    for (String part : query.split("&", -1)) {
      int equals = part.indexOf('=');
      if (equals < 1) {
        throw refused("its query is a list of key=value");
      }
      all.put(
          DatabaseUrl.decode(part.substring(0, equals)),
          DatabaseUrl.decode(part.substring(equals + 1)));
    }
    return all;
  }
}
