package dev.mortar.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hl7.fhir.r4.model.Resource;

/** What a message became, by type. */
final class Found {
  private Found() {}

  static <R extends Resource> R only(Mapped mapped, Class<R> type) {
    List<R> found = all(mapped, type);
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  static <R extends Resource> List<R> all(Mapped mapped, Class<R> type) {
    return mapped.bundle().getEntry().stream()
        .map(entry -> entry.getResource())
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }
}
