package dev.davit.contracts.event;

/** How much is done, and of how much; a total is null while it is not known. */
public record Amount(long bytes, Long totalBytes, long items, Long totalItems) {}
