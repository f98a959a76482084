package dev.mortar.demo;

/**
 * A message that reached a sink.
 *
 * @param id the id of the CommunicationRequest that asked for it
 * @param at ISO 8601
 */
record SinkMessage(String channel, String id, String to, String subject, String body, String at) {}
