package dev.mortar.storage.retention;

import java.util.Map;

/**
 * Something was removed for good; published when it is done.
 *
 * @param kind code of {@code pe-disposal-kind}
 * @param by who asked for it
 * @param counts by type
 * @param certificate as {@code Provenance/7}
 */
public record Disposed(String kind, String by, Map<String, Integer> counts, String certificate) {}
