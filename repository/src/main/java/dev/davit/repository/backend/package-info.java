/**
 * Where the objects of a repository are kept, behind one small port. Promises: an object is there
 * whole or not at all, is never overwritten, and every failure is told apart by type. Knows names
 * and bytes only; nothing of what they mean.
 */
package dev.davit.repository.backend;
