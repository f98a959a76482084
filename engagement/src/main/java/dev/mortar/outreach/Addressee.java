package dev.mortar.outreach;

import dev.mortar.outreach.channel.Medium;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointUse;
import org.hl7.fhir.r4.model.Patient;

/** A patient as somebody to write to. */
record Addressee(Patient patient) {
  private static final String FALLBACK_LANGUAGE = "en";

  /** A medium and the address to use. */
  record Address(Medium medium, String value, int rank) {}

  /**
   * Where to reach the patient, best first: by the patient's own ranking, then by the order of the
   * media asked for.
   *
   * @param media empty for any
   */
  List<Address> addresses(List<Medium> media, Instant at) {
    return patient.getTelecom().stream()
        .filter(point -> usable(point, at))
        .flatMap(point -> address(point).stream())
        .filter(address -> media.isEmpty() || media.contains(address.medium()))
        .sorted(
            Comparator.comparingInt(Address::rank)
                .thenComparing(address -> media.indexOf(address.medium()))
                .thenComparing(Address::medium))
        .toList();
  }

  /** The primary subtag of the language that the patient prefers. */
  Locale language() {
    var preferred = patient.getCommunication().stream().filter(each -> each.getPreferred());
    return Stream.concat(preferred, patient.getCommunication().stream())
        .map(each -> each.getLanguage().getCodingFirstRep().getCode())
        .filter(java.util.Objects::nonNull)
        .findFirst()
        .map(code -> Locale.forLanguageTag(code))
        .orElseGet(() -> Locale.forLanguageTag(FALLBACK_LANGUAGE));
  }

  private static boolean usable(ContactPoint point, Instant at) {
    var ended = point.getPeriod().hasEnd() && !at.isBefore(point.getPeriod().getEnd().toInstant());
    return point.hasValue() && point.getUse() != ContactPointUse.OLD && !ended;
  }

  private static Optional<Address> address(ContactPoint point) {
    var rank = point.hasRank() ? point.getRank() : Integer.MAX_VALUE;
    if (point.getSystem() == null) {
      return Optional.empty();
    }
    return switch (point.getSystem()) {
      case EMAIL -> Optional.of(new Address(Medium.EMAIL, point.getValue(), rank));
      case PHONE, SMS -> Optional.of(new Address(Medium.SMS, point.getValue(), rank));
      default -> Optional.empty();
    };
  }
}
