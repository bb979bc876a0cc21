/**
 * {@code davit repo …}: the repository's own verbs, one class each. They need no service: a
 * location and a password file are all. What is printed can be had as JSON and YAML, too.
 *
 * <p>Whoever writes holds restic's shared lock, whoever deletes the exclusive one; both are given
 * back when the process is told to end.
 */
package dev.davit.cli.repo;
