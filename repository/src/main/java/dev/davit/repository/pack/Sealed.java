package dev.davit.repository.pack;

/**
 * A blob ready to be packed.
 *
 * @param bytes compressed where that helps, sealed
 * @param uncompressedLength 0 if it is not compressed
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
public record Sealed(byte[] bytes, int uncompressedLength) {}
