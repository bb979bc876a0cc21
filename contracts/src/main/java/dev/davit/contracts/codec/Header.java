package dev.davit.contracts.codec;

/**
 * One header of a record. A record may have several of one name.
 *
 * @param value null for a header that is a name alone; not copied, so not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record Header(String name, byte[] value) {}
