/**
 * All four services in one thread: their own rules (requests, runs, orders, inbox, outbox, work
 * under leases) on a real database, under a broker, workers and a clock that one random generator
 * leads. Events are doubled, reordered between topics and heard again after a crash;
 * acknowledgements get lost; processes die before and after a commit; leases run out while their
 * keepers stall; the clock jumps. One seed is one history: the same seed makes the same decisions
 * (ids differ, and decide nothing).
 */
package dev.davit.e2e.simulation;
