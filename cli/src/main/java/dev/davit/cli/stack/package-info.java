/**
 * A whole Davit on one machine, below one directory:
 *
 * <pre>
 * repositories/SYSTEM/   secrets/ (0700)   postgres/   kafka/   staging/   cache/
 * logs/SERVICE.log       run/ (settings, ports, lock)   stack.json
 * </pre>
 *
 * <p>Broker, database and the four services are separate processes, so that each can fail alone;
 * one that dies is started again. They stop in order (services, broker, database) and do not
 * outlive the process that started them, even if that is killed. Everything listens on loopback.
 */
package dev.davit.cli.stack;
