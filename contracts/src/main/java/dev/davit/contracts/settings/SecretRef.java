package dev.davit.contracts.settings;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;

/**
 * Where a secret is found, never the secret: {@code file:/path} (its first line) or {@code
 * env:NAME}. Resolved only where it is used, so that events, logs and manifests carry the reference
 * alone.
 */
public record SecretRef(@JsonValue String value) {

  @JsonCreator
  public SecretRef {
    if (value == null
        || !(value.startsWith("file:/") || value.matches("env:[A-Za-z_][A-Za-z0-9_]*"))) {
      throw new DavitException(
          ErrorCode.CONFIG_INVALID, "secret reference", "it is file:/absolute/path or env:NAME");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
