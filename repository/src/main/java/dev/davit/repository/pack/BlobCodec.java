package dev.davit.repository.pack;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.repository.crypto.Key;
import dev.davit.repository.crypto.Unauthentic;

/**
 * Plain bytes to stored bytes and back. Whatever comes back has the hash that was asked for, or an
 * exception comes. Thread-safe.
 */
public final class BlobCodec {
  /** A blob that is longer once unpacked was not made by any known program. */
  public static final int LARGEST = 1 << 30;

  private static final int LEVEL = 1;
  private static final int SAMPLE = 64 << 10;

  private final Key key;

  /** Contexts are native memory: freed with the thread's copy by zstd's own cleaner. */
  private final ThreadLocal<ZstdCompressCtx> compress =
      ThreadLocal.withInitial(
          () -> new ZstdCompressCtx().setLevel(LEVEL).setChecksum(false).setContentSize(true));

  private final ThreadLocal<ZstdDecompressCtx> decompress =
      ThreadLocal.withInitial(ZstdDecompressCtx::new);

  public BlobCodec(Key key) {
    this.key = key;
  }

  /** Trees are always compressed: restic would otherwise rewrite them at the next prune. */
  public Sealed encode(BlobType type, byte[] plain) {
    boolean must = type == BlobType.TREE;
    if (must || plain.length > 0 && looksCompressible(plain)) {
      byte[] packed = compress.get().compress(plain);
      if (must || packed.length < plain.length - plain.length / 32) {
        return new Sealed(key.seal(packed), plain.length);
      }
    }
    return new Sealed(key.seal(plain), 0);
  }

  /**
   * Opens, unpacks and checks one blob.
   *
   * @throws DavitException {@code REPOSITORY_DAMAGED}
   */
  public byte[] decode(Blob blob, byte[] bytes, int offset) {
    byte[] plain;
    try {
      plain = key.open(bytes, offset, blob.length());
    } catch (Unauthentic e) {
      throw damaged(blob, e.getMessage(), e);
    }
    if (blob.uncompressedLength() > 0) {
      plain = unpack(blob, plain);
    }
    if (!BlobId.hash(plain).equals(blob.id())) {
      throw damaged(blob, "its bytes do not fit its id", null);
    }
    return plain;
  }

  byte[] compress(byte[] plain) {
    return compress.get().compress(plain);
  }

  byte[] decompress(byte[] packed, int offset, int plainLength) {
    return decompress.get().decompress(packed, offset, packed.length - offset, plainLength);
  }

  private byte[] unpack(Blob blob, byte[] packed) {
    if (blob.uncompressedLength() > LARGEST) {
      throw damaged(blob, "it claims to be larger than any blob", null);
    }
    try {
      byte[] plain = decompress(packed, 0, blob.uncompressedLength());
      if (plain.length == blob.uncompressedLength()) {
        return plain;
      }
    } catch (ZstdException e) {
      throw damaged(blob, "it cannot be decompressed", e);
    }
    throw damaged(blob, "it has another length than the index says", null);
  }

  /** Media are mostly compressed already: trying a part of a long one tells. */
  private boolean looksCompressible(byte[] plain) {
    if (plain.length < 4 * SAMPLE) {
      return true;
    }
    byte[] out = new byte[(int) Zstd.compressBound(SAMPLE)];
    int middle = (plain.length - SAMPLE) / 2;
    int packed = compress.get().compressByteArray(out, 0, out.length, plain, middle, SAMPLE);
    return packed < SAMPLE - SAMPLE / 32;
  }

  private static DavitException damaged(Blob blob, String reason, Exception cause) {
    return new DavitException(
        ErrorCode.REPOSITORY_DAMAGED,
        blob.type().word() + " blob \"" + blob.id() + '"',
        reason,
        cause);
  }
}
