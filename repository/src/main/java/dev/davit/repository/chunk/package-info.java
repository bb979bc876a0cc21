/**
 * Cuts streams into blobs where their content says so, so that a change moves only the blobs around
 * it. The format leaves the cutter free: gear hash with normalised sizes (FastCDC).
 */
package dev.davit.repository.chunk;
