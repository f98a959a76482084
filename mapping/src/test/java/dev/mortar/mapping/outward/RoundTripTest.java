package dev.mortar.mapping.outward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mortar.mapping.Mapped;
import dev.mortar.mapping.Mapper;
import dev.mortar.mapping.RawMessage;
import dev.mortar.mapping.outward.Letter.Party;
import dev.mortar.mapping.text.Batch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.ChargeItem;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.Immunization;
import org.hl7.fhir.r4.model.MedicationDispense;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;

/** v2 to FHIR, back to v2, and to FHIR again: what the rows cover is still there. */
final class RoundTripTest {
  private static final Path CORPUS = Path.of("..", "..", "shared", "corpus", "hl7v2");
  private static final List<String> OTHER_FILES =
      List.of(".csv", ".json", ".tsv", ".md", "LICENSE");

  private final Mapper mapper = Mapper.standard();

  @Test
  void theStoriesSurviveTheWayBack() throws IOException {
    Losses losses = roundTrip(Path.of("..", "src", "samples"), path -> path.endsWith(".hl7"));
    assertThat(losses.messages).isGreaterThan(5);
    assertThat(losses.lines).isEmpty();
  }

  @Test
  void theCorpusSurvivesTheWayBack() throws IOException {
    assumeTrue(Files.isDirectory(CORPUS), "There is no corpus at " + CORPUS + ": skipped");
    Losses losses = roundTrip(CORPUS, path -> OTHER_FILES.stream().noneMatch(path::endsWith));
    System.out.println(
        losses.messages + " messages, " + losses.facts + " facts, lost: " + losses.counts);
    assertThat(losses.lines).isEmpty();
  }

  private static final class Losses {
    private int messages;
    private int facts;
    private final Map<String, Integer> counts = new TreeMap<>();
    private final List<String> lines = new ArrayList<>();
  }

  private Losses roundTrip(Path folder, java.util.function.Predicate<String> wanted)
      throws IOException {
    Losses losses = new Losses();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        if (wanted.test(file.toString())) {
          int number = 0;
          for (byte[] message : Batch.split(Files.readAllBytes(file))) {
            check(file + "#" + ++number, message, losses);
          }
        }
      }
    }
    return losses;
  }

  private void check(String name, byte[] message, Losses losses) {
    Mapped mapped = mapper.map(new RawMessage(name, message, Instant.EPOCH));
    Bundle bundle = mapped.bundle();
    List<Resource> focuses = focuses(mapped);
    if (focuses.isEmpty()) {
      return;
    }
    Set<String> after = new TreeSet<>();
    List<Resource> covered = new ArrayList<>();
    for (Resource focus : focuses) {
      Optional<Written> written = Outward.write(letter(mapped), focus, around(bundle));
      if (written.isPresent()) {
        RawMessage back = new RawMessage(name, written.get().bytes(), Instant.EPOCH);
        Bundle again = mapper.map(back).bundle();
        after.addAll(Facts.of(resources(again)));
        covered.add(focus);
        covered.addAll(behind(focus, bundle));
      }
    }
    Set<String> before = Facts.of(covered);
    losses.messages++;
    losses.facts += before.size();
    before.removeAll(after);
    for (String lost : before) {
      losses.counts.merge(lost.split(" ", 2)[0], 1, Integer::sum);
      losses.lines.add(name + ": " + lost);
    }
  }

  /** What a message of its type tells of. */
  private static List<Resource> focuses(Mapped mapped) {
    Class<? extends Resource> type =
        switch (mapped.heading().type().split("\\^", 2)[0]) {
          case "SIU" -> Appointment.class;
          case "ORU" -> DiagnosticReport.class;
          case "ADT" -> Patient.class;
          case "RDE" -> MedicationRequest.class;
          case "RDS" -> MedicationDispense.class;
          case "VXU" -> Immunization.class;
          case "DFT" -> ChargeItem.class;
          default -> Bundle.class;
        };
    return resources(mapped.bundle()).stream().filter(type::isInstance).toList();
  }

  private static List<Resource> resources(Bundle bundle) {
    return bundle.getEntry().stream()
        .map(BundleEntryComponent::getResource)
        .filter(java.util.Objects::nonNull)
        .toList();
  }

  private static List<Resource> behind(Resource focus, Bundle bundle) {
    Surroundings around = around(bundle);
    List<Resource> behind = new ArrayList<>();
    switch (focus) {
      case DiagnosticReport report -> {
        around.find(report.getSubject()).ifPresent(behind::add);
        report.getResult().forEach(each -> around.find(each).ifPresent(behind::add));
      }
      case Appointment appointment ->
          AppointmentOut.patient(appointment, around).ifPresent(behind::add);
      case MedicationRequest request -> around.find(request.getSubject()).ifPresent(behind::add);
      case MedicationDispense dispense -> around.find(dispense.getSubject()).ifPresent(behind::add);
      case Immunization immunization ->
          around.find(immunization.getPatient()).ifPresent(behind::add);
      case ChargeItem charge -> around.find(charge.getSubject()).ifPresent(behind::add);
      default -> {}
    }
    return behind;
  }

  private static Surroundings around(Bundle bundle) {
    Map<String, Resource> byUrl = new HashMap<>();
    for (BundleEntryComponent entry : bundle.getEntry()) {
      if (entry.getResource() != null) {
        byUrl.put(entry.getFullUrl(), entry.getResource());
        byUrl.put(
            entry.getResource().getIdElement().toUnqualifiedVersionless().getValue(),
            entry.getResource());
      }
    }
    return reference -> Optional.ofNullable(byUrl.get(reference.getReference()));
  }

  private static Letter letter(Mapped mapped) {
    Party from =
        new Party(mapped.heading().sendingApplication(), mapped.heading().sendingFacility());
    return new Letter(
        from, new Party("THERE", "ELSEWHERE"), "C1", Instant.parse("2026-03-02T10:00:00Z"), true);
  }
}
