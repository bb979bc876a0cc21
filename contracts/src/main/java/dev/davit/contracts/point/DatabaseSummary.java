package dev.davit.contracts.point;

/** A captured database in one line. */
public record DatabaseSummary(
    String name, int serverVersion, long tables, long rows, long bytes, int applicationTables) {}
