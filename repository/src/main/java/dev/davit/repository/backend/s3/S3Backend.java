package dev.davit.repository.backend.s3;

import dev.davit.repository.backend.Backend;
import dev.davit.repository.backend.Location;
import dev.davit.repository.backend.ObjectBody;
import dev.davit.repository.backend.ObjectExists;
import dev.davit.repository.backend.ObjectKind;
import dev.davit.repository.backend.ObjectMissing;
import dev.davit.repository.backend.ObjectName;
import dev.davit.repository.backend.ObjectTruncated;
import dev.davit.repository.backend.StoreException;
import dev.davit.repository.backend.StoreOptions;
import dev.davit.repository.backend.StoreUnavailable;
import dev.davit.repository.backend.StoredObject;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A repository in a bucket. Everything is durable when the store has answered, so that {@link
 * #sync} has nothing to do. Does not repeat calls by itself. Thread-safe.
 */
public final class S3Backend implements Backend {
  private final S3Client client;
  private final Location.Bucket bucket;
  private final ObjectUpload upload;

  private S3Backend(S3Client client, Location.Bucket bucket) {
    this.client = client;
    this.bucket = bucket;
    this.upload = new ObjectUpload(client, bucket.bucket());
  }

  /**
   * Asks nothing of the store yet.
   *
   * @throws dev.davit.repository.backend.AccessDenied if no credentials are found
   */
  public static Backend open(Location.Bucket bucket, StoreOptions options) {
    return new S3Backend(S3Connection.open(bucket, options), bucket);
  }

  @Override
  public String location() {
    return bucket.toString();
  }

  @Override
  public void create(ObjectName name, ObjectBody body) {
    answered(
        name,
        () -> {
          if (name.kind() == ObjectKind.CONFIG && exists(name)) {
            // A store that ignores conditions would replace it.
            throw new ObjectExists(quoted(name), null, null);
          }
          try {
            upload.create(key(name), body);
          } catch (NoSuchBucketException absent) {
            makeBucket(name, absent);
            upload.create(key(name), body);
          } catch (SdkClientException brokeOff) {
            throw existsOr(name, brokeOff);
          }
          return null;
        });
  }

  /** A store may refuse a large object without reading it, and its answer is lost on the way. */
  private RuntimeException existsOr(ObjectName name, SdkClientException brokeOff) {
    try {
      size(name);
      return new ObjectExists(quoted(name), null, brokeOff, true);
    } catch (StoreException absentOrAway) {
      return brokeOff;
    }
  }

  /** Only a repository that is being made may make its bucket. */
  private void makeBucket(ObjectName name, NoSuchBucketException absent) {
    if (name.kind() != ObjectKind.CONFIG && name.kind() != ObjectKind.KEY) {
      throw absent;
    }
    client.createBucket(b -> b.bucket(bucket.bucket()));
  }

  @Override
  public byte[] read(ObjectName name, long offset, int length) {
    if (length == 0) {
      size(name);
      return new byte[0];
    }
    String range = "bytes=%d-%d".formatted(offset, offset + length - 1);
    byte[] bytes = get(name, b -> b.range(range));
    if (bytes.length != length) {
      throw new ObjectTruncated(
          quoted(name), "%d of %d bytes".formatted(bytes.length, length), null);
    }
    return bytes;
  }

  @Override
  public byte[] read(ObjectName name) {
    return get(name, b -> {});
  }

  private byte[] get(ObjectName name, Consumer<GetObjectRequest.Builder> range) {
    return answered(
        name,
        () -> {
          ResponseBytes<GetObjectResponse> response =
              client.getObject(request(name, range), ResponseTransformer.toBytes());
          return response.asByteArrayUnsafe();
        });
  }

  @Override
  public InputStream open(ObjectName name) {
    return answered(
        name, () -> client.getObject(request(name, b -> {}), ResponseTransformer.toInputStream()));
  }

  private GetObjectRequest request(ObjectName name, Consumer<GetObjectRequest.Builder> range) {
    return GetObjectRequest.builder()
        .bucket(bucket.bucket())
        .key(key(name))
        .applyMutation(range)
        .build();
  }

  @Override
  public long size(ObjectName name) {
    return head(name).contentLength();
  }

  private HeadObjectResponse head(ObjectName name) {
    return answered(name, () -> client.headObject(b -> b.bucket(bucket.bucket()).key(key(name))));
  }

  @Override
  public void list(ObjectKind kind, Consumer<StoredObject> each) {
    if (kind == ObjectKind.CONFIG) {
      listConfig(each);
      return;
    }
    String prefix = root() + kind.directory() + "/";
    String token = null;
    do {
      var request =
          ListObjectsV2Request.builder()
              .bucket(bucket.bucket())
              .prefix(prefix)
              .continuationToken(token)
              .build();
      ListObjectsV2Response page;
      try {
        page = answered("objects \"" + prefix + '"', () -> client.listObjectsV2(request));
      } catch (ObjectMissing noBucket) {
        return;
      }
      page.contents().forEach(found -> hand(kind, found, each));
      token = Boolean.TRUE.equals(page.isTruncated()) ? page.nextContinuationToken() : null;
    } while (token != null);
  }

  private void listConfig(Consumer<StoredObject> each) {
    ObjectName config = ObjectName.config();
    try {
      var head = head(config);
      each.accept(new StoredObject(config, head.contentLength(), head.lastModified()));
    } catch (ObjectMissing none) {
      // No repository, no configuration.
    }
  }

  private void hand(ObjectKind kind, S3Object found, Consumer<StoredObject> each) {
    String id = found.key().substring(found.key().lastIndexOf('/') + 1);
    if (ObjectName.isId(kind, id)) {
      ObjectName name = ObjectName.of(kind, id);
      if (key(name).equals(found.key())) {
        each.accept(new StoredObject(name, found.size(), found.lastModified()));
      }
    }
  }

  @Override
  public void delete(ObjectName name) {
    try {
      answered(name, () -> client.deleteObject(b -> b.bucket(bucket.bucket()).key(key(name))));
    } catch (ObjectMissing gone) {
      // As good as deleted.
    }
  }

  @Override
  public void sync() {
    // The store answers when it is durable.
  }

  @Override
  public void close() {
    client.close();
  }

  private <T> T answered(ObjectName name, Supplier<T> call) {
    return answered(quoted(name), call);
  }

  private static <T> T answered(String object, Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      throw S3Failure.of(e, object);
    } catch (UncheckedIOException e) {
      throw new StoreUnavailable(object, "its bytes could not be read: " + e.getCause(), e);
    }
  }

  private String root() {
    return bucket.prefix().isEmpty() ? "" : bucket.prefix() + "/";
  }

  private String key(ObjectName name) {
    return root() + name.path();
  }

  private String quoted(ObjectName name) {
    return "object \"" + bucket + "/" + name.path() + '"';
  }
}
