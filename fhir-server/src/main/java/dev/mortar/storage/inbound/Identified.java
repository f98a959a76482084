package dev.mortar.storage.inbound;

/** A business identifier on resources of a type. */
record Identified(String type, String system, String value) {}
