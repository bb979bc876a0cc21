package dev.davit.repository.maintain;

/**
 * What a prune did, or with a dry run would do.
 *
 * @param keptPacks left as they were
 * @param deletedPacks those that were copied included
 * @param repackedPacks partly used ones whose used blobs were copied
 * @param sparedPacks would have been deleted or copied, were they older
 * @param freedBytes by how much the repository is smaller
 * @param unusedBytes left in packs that are needed as well, or spared
 */
public record PruneReport(
    boolean dryRun,
    long keptPacks,
    long deletedPacks,
    long repackedPacks,
    long sparedPacks,
    long freedBytes,
    long unusedBytes) {}
