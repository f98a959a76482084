package dev.mortar.storage.json;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.FhirVersionEnum;
import ca.uhn.fhir.parser.IParser;

/** A context of R4 whose JSON parsers write what is not unusual by the short way. */
public final class ShortJsonContext extends FhirContext {
  private final Plan.All plans = new Plan.All(this);
  private final Extensions values = new Extensions(this);

  public ShortJsonContext() {
    super(FhirVersionEnum.R4);
  }

  @Override
  public IParser newJsonParser() {
    return new ShortJsonParser(
        super.newJsonParser(), plans, values, getNarrativeGenerator() == null);
  }
}
