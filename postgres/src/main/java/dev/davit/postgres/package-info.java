/**
 * PostgreSQL as a source and a target, plain Java: programs found by version, servers started and
 * stopped, child processes that die with their parent, databases named by URL.
 *
 * <p>Promises: no password in an argument list, a message or a log; every child process ends when
 * its owner closes it or when this process dies, however it dies.
 */
package dev.davit.postgres;
