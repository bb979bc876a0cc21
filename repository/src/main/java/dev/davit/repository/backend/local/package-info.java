/**
 * Objects as files below a directory, laid out as restic does. A file gets its name only when it is
 * whole, and no name is given twice.
 */
package dev.davit.repository.backend.local;
