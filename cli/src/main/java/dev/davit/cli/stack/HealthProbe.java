package dev.davit.cli.stack;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.function.BooleanSupplier;

/** True when a service says that it is ready. */
public record HealthProbe(URI ready) implements BooleanSupplier {
  private static final int LIMIT_MILLIS = 2000;

  @Override
  public boolean getAsBoolean() {
    try {
      var connection = (HttpURLConnection) ready.toURL().openConnection(java.net.Proxy.NO_PROXY);
      connection.setConnectTimeout(LIMIT_MILLIS);
      connection.setReadTimeout(LIMIT_MILLIS);
      try {
        return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
      } finally {
        connection.disconnect();
      }
    } catch (IOException e) {
      return false;
    }
  }
}
