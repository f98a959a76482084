package dev.mortar.outreach.channel;

import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;

/** By what a message travels. */
public enum Medium {
  SMS("SMSWRIT", "SMS message"),
  EMAIL("EMAILWRIT", "email");

  private static final String SYSTEM = "http://terminology.hl7.org/CodeSystem/v3-ParticipationMode";

  private final String code;
  private final String display;

  Medium(String code, String display) {
    this.code = code;
    this.display = display;
  }

  public static Optional<Medium> of(String code) {
    return Stream.of(values()).filter(medium -> medium.code.equals(code)).findFirst();
  }

  public static Optional<Medium> of(CodeableConcept concept) {
    return concept.getCoding().stream()
        .flatMap(coding -> of(String.valueOf(coding.getCode())).stream())
        .findFirst();
  }

  public String code() {
    return code;
  }

  public CodeableConcept concept() {
    return new CodeableConcept(new Coding(SYSTEM, code, display));
  }
}
