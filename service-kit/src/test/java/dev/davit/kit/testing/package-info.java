/**
 * Real parts for tests, in this process or beside it: a Kafka broker, a PostgreSQL server, an S3
 * server. On loopback, on free ports, thrown away at the end.
 */
package dev.davit.kit.testing;
