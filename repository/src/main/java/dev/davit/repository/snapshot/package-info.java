/**
 * Trees, the snapshots that name them, and the locks that guard both. A snapshot is written last:
 * when it can be seen, everything it needs is stored and indexed.
 */
package dev.davit.repository.snapshot;
