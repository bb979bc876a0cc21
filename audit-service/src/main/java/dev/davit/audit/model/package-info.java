/** Judgements of audit-service: closure, lineage, retention, the log's entries; no I/O. */
package dev.davit.audit.model;
