package dev.davit.repository.backend;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Where a repository is, as its user writes it. */
public sealed interface Location {
  /** On this machine, or mounted. */
  record Directory(Path path) implements Location {}

  /**
   * In an S3 bucket.
   *
   * @param endpoint scheme, host and port
   * @param prefix without slashes at its ends; empty for the bucket's root
   */
  record Bucket(URI endpoint, String bucket, String prefix) implements Location {
    @Override
    public String toString() {
      return "s3:" + endpoint + "/" + bucket + (prefix.isEmpty() ? "" : "/" + prefix);
    }
  }

  Pattern SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]+:.*", Pattern.DOTALL);
  Pattern USER_INFO = Pattern.compile("//[^/]*@");

  /**
   * @throws DavitException {@code INVALID_LOCATION}, without any password that stands in it
   */
  static Location parse(String location) {
    if (location == null || location.isBlank()) {
      throw invalid("", "it is empty");
    }
    if (location.startsWith("s3:")) {
      return bucket(location);
    }
    if (location.startsWith("file:")) {
      return directory(location, pathOf(location));
    }
    if (SCHEME.matcher(location).matches()) {
      throw invalid(location, "only directories and s3: are known");
    }
    return directory(location, location);
  }

  private static String pathOf(String fileUrl) {
    URI uri = uri(fileUrl, fileUrl);
    if (uri.getPath() == null || (uri.getAuthority() != null && !uri.getAuthority().isEmpty())) {
      throw invalid(fileUrl, "a file URL has three slashes");
    }
    return uri.getPath();
  }

  private static Location directory(String location, String path) {
    try {
      return new Directory(Path.of(path).toAbsolutePath().normalize());
    } catch (InvalidPathException e) {
      throw invalid(location, "it is no path");
    }
  }

  private static Location bucket(String location) {
    String rest = location.substring("s3:".length());
    String url = rest.contains("://") ? rest : "https://" + rest.replaceFirst("^//", "");
    URI uri = uri(location, url);
    if (!"https".equals(uri.getScheme()) && !"http".equals(uri.getScheme())) {
      throw invalid(location, "after s3: stands https or http");
    }
    if (uri.getUserInfo() != null) {
      throw invalid(location, "keys do not belong into it");
    }
    if (uri.getHost() == null || uri.getQuery() != null || uri.getFragment() != null) {
      throw invalid(location, "it needs a host, a bucket and perhaps a prefix");
    }
    String path = uri.getPath().replaceAll("^/+|/+$", "");
    if (path.isEmpty()) {
      throw invalid(location, "it names no bucket");
    }
    int slash = path.indexOf('/');
    String bucket = slash < 0 ? path : path.substring(0, slash);
    String prefix = slash < 0 ? "" : path.substring(slash + 1).replaceAll("^/+", "");
    return new Bucket(URI.create(uri.getScheme() + "://" + uri.getAuthority()), bucket, prefix);
  }

  private static URI uri(String location, String url) {
    try {
      return new URI(url);
    } catch (URISyntaxException e) {
      throw invalid(location, "it is no URL");
    }
  }

  private static DavitException invalid(String location, String reason) {
    String shown = USER_INFO.matcher(location).replaceAll("//***@");
    return new DavitException(
        ErrorCode.INVALID_LOCATION, "repository location \"" + shown + '"', reason);
  }
}
