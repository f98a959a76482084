package dev.mortar.outreach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.automation.Carrier;
import dev.mortar.automation.Samples;
import dev.mortar.automation.World;
import dev.mortar.outreach.channel.Handover;
import dev.mortar.outreach.channel.Medium;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.Communication.CommunicationStatus;
import org.junit.jupiter.api.Test;

/**
 * The program dies between any two steps of sending; the message goes out once or not, never twice.
 */
class CrashTest {
  /** What a killed program looks like from inside: nothing after it runs. */
  static final class Killed extends Error {}

  DataSource database() {
    return World.memory();
  }

  private static void send(World world) {
    world.save(Samples.pharmacy());
    world.save(Samples.patient("p1"));
    world.save(Samples.appointment("2026-03-03T20:00:00Z"));
    world.advance(Duration.ofDays(1).plusHours(6));
  }

  private static Communication only(World world) {
    assertThat(world.communications()).hasSize(1);
    return world.communications().getFirst();
  }

  private static Carrier dyingOnce(Carrier carrier, boolean afterTaking) {
    var died = new AtomicBoolean();
    return carrier.answering(
        message -> {
          if (died.compareAndSet(false, true)) {
            if (afterTaking) {
              carrier.take(message);
            }
            throw new Killed();
          }
          return new Handover.Accepted("p1", 1);
        });
  }

  @Test
  void killedBeforeTheCarrierGotItAndTheCarrierCanBeAsked() {
    var sms = dyingOnce(new Carrier(Medium.SMS).thatCanBeAsked(), false);
    try (var world = new World("2026-03-02T15:00:00Z", database(), sms)) {
      send(world);
      assertThat(sms.taken()).hasSize(1);
      assertThat(only(world).getStatus()).isEqualTo(CommunicationStatus.COMPLETED);
    }
  }

  @Test
  void killedAfterTheCarrierGotItAndTheCarrierCanBeAsked() {
    var sms = dyingOnce(new Carrier(Medium.SMS).thatCanBeAsked(), true);
    try (var world = new World("2026-03-02T15:00:00Z", database(), sms)) {
      send(world);
      assertThat(sms.taken()).hasSize(1);
      assertThat(only(world).getStatus()).isEqualTo(CommunicationStatus.COMPLETED);
    }
  }

  @Test
  void killedAfterTheCarrierGotItAndNobodyCanBeAsked() {
    var mail = dyingOnce(new Carrier(Medium.EMAIL), true);
    try (var world = new World("2026-03-02T15:00:00Z", database(), mail)) {
      send(world);
      assertThat(mail.taken()).hasSize(1);
      assertThat(only(world).getStatus()).isEqualTo(CommunicationStatus.UNKNOWN);
      assertThat(world.tasks()).hasSize(1);
    }
  }

  @Test
  void killedBeforeTheCarrierGotItAndNobodyCanBeAsked() {
    var mail = dyingOnce(new Carrier(Medium.EMAIL), false);
    try (var world = new World("2026-03-02T15:00:00Z", database(), mail)) {
      send(world);
      assertThat(mail.taken()).isEmpty();
      assertThat(only(world).getStatus()).isEqualTo(CommunicationStatus.UNKNOWN);
    }
  }

  @Test
  void killedAfterTheAnswerAndBeforeTheResultIsStored() {
    var sms = new Carrier(Medium.SMS);
    try (var world = new World("2026-03-02T15:00:00Z", database(), sms)) {
      var died = new AtomicBoolean();
      world.store().tells(new DyingListener(died));
      send(world);
      assertThat(died).isTrue();
      assertThat(sms.taken()).hasSize(1);
      assertThat(only(world).getStatus()).isEqualTo(CommunicationStatus.COMPLETED);
    }
  }

  /** Kills the program once, while a Communication is being stored. */
  private record DyingListener(AtomicBoolean died) implements dev.mortar.store.StoredListener {
    @Override
    public java.util.Set<String> types() {
      return java.util.Set.of("Communication");
    }

    @Override
    public void stored(java.util.List<dev.mortar.store.ResourceStored> changes) {
      if (died.compareAndSet(false, true)) {
        throw new Killed();
      }
    }
  }

  @Test
  void anUnclearAnswerIsAskedAboutAndNotRepeated() {
    var sms = new Carrier(Medium.SMS).thatCanBeAsked();
    sms.answering(
        message -> {
          sms.take(message);
          return new Handover.Unclear("timeout");
        });
    try (var world = new World("2026-03-02T15:00:00Z", database(), sms)) {
      send(world);
      assertThat(sms.taken()).hasSize(1);
      assertThat(only(world).getStatus()).isEqualTo(CommunicationStatus.COMPLETED);
    }
  }
}
