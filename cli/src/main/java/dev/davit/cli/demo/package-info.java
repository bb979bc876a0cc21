/**
 * The whole story on a generated source, as one command: make a system shaped like a Pixeltable
 * deployment, protect it, lose it, recover it, and compare every row and file. Comparisons here are
 * written apart from the engine's own proofs, so that they judge it.
 */
package dev.davit.cli.demo;
