package dev.davit.repository.archive;

import dev.davit.repository.pack.BlobId;
import dev.davit.repository.snapshot.Node;

/**
 * A tree in the repository, in no snapshot yet. Durable only after the repository's flush.
 *
 * @param root metadata of the directory itself, with the tree as its subtree
 * @param files in it, unchanged ones included
 * @param bytes size of these files
 * @param stored bytes that were new to the repository, compressed and encrypted
 * @param unchanged files taken from the parent without reading them
 */
public record StoredTree(
    BlobId tree,
    Node root,
    long files,
    long directories,
    long bytes,
    long stored,
    long unchanged) {}
