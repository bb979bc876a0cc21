package dev.davit.repository.restore;

import dev.davit.repository.snapshot.Node;

/**
 * A directory entry that was made and still waits for content or metadata.
 *
 * @param path below the target
 * @param linked a further name of a file that is another entry: it has content and metadata already
 */
record Entry(String path, Node node, boolean linked) {}
