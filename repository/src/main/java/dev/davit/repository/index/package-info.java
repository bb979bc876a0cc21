/**
 * Where each blob lies: in memory as plain arrays, stored as index objects. {@link
 * dev.davit.repository.index.BlobStore} is the door through which blobs are stored, once each, and
 * read back, always checked.
 */
package dev.davit.repository.index;
