package dev.davit.repository.index;

import dev.davit.repository.pack.BlobId;

/**
 * A blob that is in the repository or on its way there.
 *
 * @param stored bytes it added to the repository; 0 if it was there already
 */
public record StoredBlob(BlobId id, long stored) {}
