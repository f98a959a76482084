package dev.mortar.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.mapping.Mapped.Status;
import dev.mortar.mapping.Mapper;
import dev.mortar.mapping.RawMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class MaterialTest {
  @Test
  void aVisitIsATransactionOfTwelve() {
    assertThat(Server.parse(Material.visit(7)).path("entry")).hasSize(12);
  }

  @Test
  void everyMessageIsMapped() {
    for (String text : new String[] {Hl7Material.results(3), Hl7Material.admission(3)}) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      var mapped = Mapper.standard().map(new RawMessage("1", bytes, Instant.EPOCH));
      assertThat(mapped.status()).isEqualTo(Status.MAPPED);
    }
  }

  @Test
  void aMessageOfResultsBringsTenObservations() {
    byte[] bytes = Hl7Material.results(3).getBytes(StandardCharsets.UTF_8);
    var bundle = Mapper.standard().map(new RawMessage("1", bytes, Instant.EPOCH)).bundle();
    assertThat(bundle.getEntry())
        .filteredOn(entry -> entry.getResource().fhirType().equals("Observation"))
        .hasSize(10);
  }
}
