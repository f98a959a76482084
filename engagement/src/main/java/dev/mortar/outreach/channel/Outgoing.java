package dev.mortar.outreach.channel;

/**
 * One message, ready to go.
 *
 * @param key the same for the same message for ever; carriers that can use it to drop repeats
 * @param to a telephone number or an e-mail address
 * @param subject empty where the medium has none
 */
public record Outgoing(String key, String to, String subject, String body) {}
