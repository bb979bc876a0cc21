package dev.davit.repository.snapshot;

/** One xattr, such as {@code user.comment}. The value is not copied: do not change it. */
@SuppressWarnings("ArrayRecordComponent") // a value holder, never compared
public record ExtendedAttribute(String name, byte[] value) {}
