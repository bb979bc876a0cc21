/**
 * Work that PostgreSQL owns. An order creates an item, a fact satisfies a need of it, a worker
 * leases it and keeps the lease by heartbeats; whoever holds a lower epoch than the row changes
 * nothing.
 *
 * <p>One item per (kind, run, generation). A generation is what makes one attempt at a thing
 * different from another that replaces it: the ordinal of the pin, so that a higher pin replaces
 * the lower pin's items; or the ordinal of the step, so that a run can have the same kind of work
 * several times; 1 where there is neither. Facts belong to a generation as well.
 *
 * <p>Times are the database's own, so that clocks of machines do not matter.
 */
package dev.davit.kit.work;
