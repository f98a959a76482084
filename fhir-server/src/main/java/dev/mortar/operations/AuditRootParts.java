package dev.mortar.operations;

import dev.mortar.audit.AuditRoot;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.StringType;

/** A signed root as a parameter. */
final class AuditRootParts {
  private AuditRootParts() {}

  static void add(Parameters answer, AuditRoot root) {
    ParametersParameterComponent part = answer.addParameter().setName("root");
    part.addPart().setName("day").setValue(new DateType(root.day().toString()));
    part.addPart().setName("first").setValue(new IntegerType(root.first()));
    part.addPart().setName("events").setValue(new IntegerType(root.events()));
    part.addPart().setName("hash").setValue(new StringType(root.root()));
    part.addPart().setName("signed").setValue(new StringType(root.signed()));
  }
}
