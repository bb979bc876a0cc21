/**
 * Two replicas of each service, three brokers (replication 3, two in sync) and one PostgreSQL,
 * under a load of small backups, recoveries and cancellations: processes are killed, frozen and
 * restarted at random, led by a seed. Then all is left in peace until it comes to rest, and {@link
 * dev.davit.e2e.bench.faults.Verdict} looks at everything that was said, written and stored.
 */
package dev.davit.e2e.bench.faults;
