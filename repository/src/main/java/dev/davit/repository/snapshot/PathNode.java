package dev.davit.repository.snapshot;

/**
 * A node met on a walk.
 *
 * @param path from the walk's root, components separated by {@code /}, without a leading one
 */
public record PathNode(String path, Node node) {}
