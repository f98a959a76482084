package dev.mortar.hl7;

/** Who we are in what we say: MSH-3 and MSH-4. */
public record OutboundIdentity(String application, String facility) {}
