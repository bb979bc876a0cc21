package dev.davit.repository.restore;

/**
 * What was restored, or with a dry run would be.
 *
 * @param bytes of files
 * @param fetched stored bytes read for it
 */
public record RestoreSummary(long files, long directories, long others, long bytes, long fetched) {}
