package dev.davit.repository.index;

import dev.davit.repository.pack.Blob;
import dev.davit.repository.pack.BlobId;

/** A blob and the pack that it lies in. */
public record Location(BlobId pack, Blob blob) {}
