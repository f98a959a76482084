package dev.mortar.authorization;

import org.springframework.jdbc.core.simple.JdbcClient;

/** The module's tables, ready to be asked: who has this may be sure that they exist. */
public record SmartSchema(JdbcClient jdbc) {}
