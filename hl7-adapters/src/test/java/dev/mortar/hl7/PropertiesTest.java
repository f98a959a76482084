package dev.mortar.hl7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.mortar.hl7.mllp.Station;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.BeanCreationException;

class PropertiesTest {
  @Test
  void theDefaultsStart() {
    try (var source = Databases.memory();
        Station station = new Station(source, new RecordingSink())) {
      assertThat(station.port()).isPositive();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mortar.hl7.mllp.idle-timeout=0s",
        "mortar.hl7.mllp.port=70000",
        "mortar.hl7.mllp.max-message=1B",
        "mortar.hl7.mllp.frame-memory=1MB",
        "mortar.hl7.mllp.max-connections=many",
        "mortar.hl7.mllp.max-conections=5",
        "mortar.hl7.mllp.max-accepts-per-second=0",
        "mortar.hl7.tls.enabled=true",
        "mortar.hl7.tls.protocols=SSLv3",
        "mortar.hl7.tls.prt=2576",
        "mortar.hl7.senders.reload=0s",
        "mortar.hl7.senders.foldr=x",
        "mortar.hl7.outbound.attempts=0",
        "mortar.hl7.outbound.ack-timeout=2m",
        "mortar.hl7.outbound.retri.first=1s",
        "mortar.hl7.inbox.batch=0",
        "mortar.hl7.inbox.stand-back=-1s",
        "mortar.hl7.inbox.fragments=0s",
        "mortar.hl7.inbox.retry.first=-1s",
        "mortar.hl7.inbox.kep.done=1d",
      })
  void aWrongOrMisspeltSettingStopsTheStart(String setting) {
    try (var source = Databases.memory()) {
      assertThat(catchThrowable(() -> start(source, setting)))
          .isInstanceOf(BeanCreationException.class);
    }
  }

  private static void start(DataSource source, String setting) {
    new Station(source, new RecordingSink(), setting).close();
  }
}
