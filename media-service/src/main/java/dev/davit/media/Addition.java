package dev.davit.media;

import dev.davit.repository.snapshot.Node;

/**
 * A node that belongs into a tree that has been stored without it.
 *
 * @param path within the tree
 */
record Addition(String path, Node node) {}
