package dev.mortar.federation;

import java.net.URI;
import java.util.Optional;

/**
 * Where a provider is asked for what.
 *
 * @param namesItself whether every answer names the issuer
 * @param userInfo what else is known of somebody; empty if it tells nothing
 * @param end where people sign out; empty if it takes nobody there
 */
record Endpoints(
    URI authorize,
    URI token,
    URI keys,
    boolean namesItself,
    Optional<URI> userInfo,
    Optional<URI> end) {}
