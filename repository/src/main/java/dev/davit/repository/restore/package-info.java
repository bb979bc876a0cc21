/**
 * From a tree in the repository to a directory: in the order of the packs, so that each stored
 * range is read once; every blob checked before it is written; nothing outside the target.
 */
package dev.davit.repository.restore;
