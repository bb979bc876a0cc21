/**
 * Keeping a repository small and sound. Promises: nothing that a snapshot reaches is deleted, at
 * whatever moment the work breaks off; every margin of deletion stands in {@link
 * dev.davit.repository.maintain.Margins}.
 *
 * <p>Order of a prune: needed blobs copied to new packs, sync; new index, sync; old index deleted,
 * sync; packs deleted. Broken off after any of these, the repository is whole and only larger.
 */
package dev.davit.repository.maintain;
