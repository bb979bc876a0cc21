/**
 * Real parts for tests: a Kafka broker, a PostgreSQL server, an S3 server. In containers where an
 * engine holds their images, else in this process or beside it; the same tests either way. On
 * loopback, on free ports, thrown away at the end.
 */
package dev.davit.kit.testing;
