package dev.mortar.hl7.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.mortar.hl7.Destination;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationTest {
  private static Destination at(String address) {
    return new Destination("ehr", address, "EHR", "HOSP", Set.of("SIU", "ORU"), true);
  }

  @Test
  void anAddressIsTakenApart() {
    Destination destination = at("mllps://ehr.example:6661");
    assertThat(destination.host()).isEqualTo("ehr.example");
    assertThat(destination.port()).isEqualTo(6661);
    assertThat(destination.secure()).isTrue();
    assertThat(destination.wants("ORU")).isTrue();
    assertThat(destination.wants("ADT")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "ehr:6661", "http://ehr:6661", "mllp://ehr", "mllp://:9", "mllp://a b:9"})
  void whatIsNoAddressIsRefused(String address) {
    assertThat(catchThrowable(() -> at(address))).isInstanceOf(IllegalArgumentException.class);
  }
}
