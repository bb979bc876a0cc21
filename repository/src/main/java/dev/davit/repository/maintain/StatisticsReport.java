package dev.davit.repository.maintain;

/**
 * What a repository holds.
 *
 * @param files of all snapshots together, so that a file in two of them counts twice
 * @param fileBytes of these files, as restoring every snapshot would write
 * @param packBytes what is stored, compressed and encrypted
 * @param blobBytes what lies in the packs, before compression
 */
public record StatisticsReport(
    long snapshots,
    long files,
    long fileBytes,
    long packs,
    long packBytes,
    long dataBlobs,
    long treeBlobs,
    long blobBytes) {}
