package dev.mortar.security;

import dev.mortar.access.Caller;
import java.util.Optional;

/**
 * Somebody asked for an address that is not theirs.
 *
 * @param caller empty if nobody known asked
 * @param address of the network
 * @param path without the query
 */
public record Refused(Optional<Caller> caller, String address, String method, String path) {}
