package dev.mortar.security;

import dev.mortar.access.Caller;

/**
 * Somebody known asked for an address that is not theirs.
 *
 * @param address of the network
 * @param path without the query
 */
public record Refused(Caller caller, String address, String method, String path) {}
