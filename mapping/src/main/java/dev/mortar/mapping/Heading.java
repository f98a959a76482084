package dev.mortar.mapping;

/**
 * What the MSH segment says, verbatim; an absent field is the empty string.
 *
 * @param type message code and trigger as {@code ORU^R01}
 * @param time MSH-7 as it stands in the message
 */
public record Heading(
    String controlId,
    String type,
    String structure,
    String version,
    String time,
    String sendingApplication,
    String sendingFacility,
    String receivingApplication,
    String receivingFacility) {}
