/**
 * Blobs and the packs that carry them: {@code blob… header length}, each blob and the header sealed
 * on its own, the pack named by the SHA-256 of its bytes. Unpacked objects are sealed likewise.
 */
package dev.davit.repository.pack;
