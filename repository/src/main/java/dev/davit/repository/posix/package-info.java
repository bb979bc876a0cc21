/**
 * Linux files as they are: names of any bytes, links, owners, times to the nanosecond, holes,
 * extended attributes. Calls the C library directly (x86-64 and aarch64), because Java's own file
 * API cannot name every file. Paths are bytes; every call is relative to an open directory, so that
 * a directory swapped for a link leads nowhere else. Failures are {@code
 * java.nio.file.FileSystemException}s by kind; {@link PosixException} where there is none.
 */
package dev.davit.repository.posix;
