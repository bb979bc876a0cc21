package dev.davit.repository.backend;

/** An object as a listing shows it; size in bytes. */
public record StoredObject(ObjectName name, long size) {}
