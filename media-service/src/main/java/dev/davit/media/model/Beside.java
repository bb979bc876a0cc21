package dev.davit.media.model;

/**
 * What an exchange must know without asking the repository.
 *
 * @param whole everything that the directory holds is replaced; false: only files of the names that
 *     were restored
 * @param before what the directory looked like
 * @param after what it is to look like once exchanged
 */
public record Beside(boolean whole, DirectoryLook before, DirectoryLook after) {}
