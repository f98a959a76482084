package dev.mortar.mapping;

import java.time.Instant;

/**
 * One message as it came, and where it came from.
 *
 * @param id what the Provenance names as its source, unique for each stored message
 * @param bytes the message without MLLP framing; never changed by a reader
 * @param received when the last byte arrived
 */
public record RawMessage(String id, byte[] bytes, Instant received) {}
