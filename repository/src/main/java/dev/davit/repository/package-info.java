/**
 * The backup engine: everything stored and read back, in restic's repository format version 2.
 *
 * <p>Promises: packs are durable before the index that names them, the index before the snapshot
 * that needs it; any flipped, truncated, swapped or missing stored byte is detected before it is
 * used; memory is bounded whatever the size of a file or tree. Knows no Kafka, no Quarkus and no
 * events.
 */
package dev.davit.repository;
