package dev.davit.repository.archive;

import dev.davit.repository.snapshot.Node;

/**
 * A single stored file. Durable only after the repository's flush.
 *
 * @param stored bytes that were new to the repository, compressed and encrypted
 */
public record StoredFile(Node node, long stored) {}
