package dev.mortar.security;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.parser.StrictErrorHandler;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Provenance;
import org.jspecify.annotations.Nullable;

/**
 * Why somebody changes a grant: the reason of the Provenance in the header {@code X-Provenance}, as
 * JSON. Who and when are known better here, so the rest of it does not count.
 *
 * @see <a href="https://hl7.org/fhir/R4/provenance.html#header">the header</a>
 */
final class Reasons {
  private static final String HEADER = "X-Provenance";

  private final FhirContext fhir;

  Reasons(FhirContext fhir) {
    this.fhir = fhir;
  }

  /** Empty if there is no header or it gives none. */
  String of(RequestDetails request) {
    String header = request.getHeader(HEADER);
    if (header == null || header.isBlank()) {
      return "";
    }
    Provenance given;
    try {
      given =
          fhir.newJsonParser()
              .setParserErrorHandler(new StrictErrorHandler())
              .parseResource(Provenance.class, header);
    } catch (DataFormatException | ClassCastException e) {
      throw new InvalidRequestException(
          "The header X-Provenance must be a Provenance as JSON, with reason[0].text.");
    }
    String reason =
        given.getReason().stream()
            .map(Reasons::text)
            .filter(one -> !one.isBlank())
            .findFirst()
            .orElse("");
    if (!reason.isEmpty()) {
      checked(reason);
    }
    return reason;
  }

  private static void checked(String reason) {
    try {
      GrantChanges.checkReason(reason);
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException(String.valueOf(e.getMessage()));
    }
  }

  private static String text(CodeableConcept reason) {
    return Stream.concat(
            Stream.of(given(reason.getText())), reason.getCoding().stream().flatMap(Reasons::words))
        .filter(word -> !word.isBlank())
        .findFirst()
        .orElse("");
  }

  private static Stream<String> words(Coding coding) {
    return Stream.of(given(coding.getDisplay()), given(coding.getCode()));
  }

  private static String given(@Nullable String text) {
    return text == null ? "" : text;
  }
}
