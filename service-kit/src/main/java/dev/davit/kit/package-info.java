/**
 * What every service needs around its logic: inbox, outbox, work with leases, JDBC, secrets,
 * ordered shutdown, telemetry. Plain Java without a framework; imports contracts and nothing else
 * of ours.
 */
package dev.davit.kit;
