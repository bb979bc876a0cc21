/**
 * From a source to a tree in the repository: read, cut, store, and take over what has not changed
 * since the parent.
 */
package dev.davit.repository.archive;
