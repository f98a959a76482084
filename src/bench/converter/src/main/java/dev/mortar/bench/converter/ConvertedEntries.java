package dev.mortar.bench.converter;

import io.github.linuxforhealth.fhir.FHIRContext;
import io.github.linuxforhealth.hl7.ConverterOptions;
import io.github.linuxforhealth.hl7.HL7ToFHIRConverter;
import io.github.linuxforhealth.hl7.message.HL7MessageEngine;
import java.util.function.ToIntFunction;

/**
 * Converts a message to R4 objects as Mortar's mapper does: not validated, and not written as JSON.
 * Its templates are read once.
 */
public final class ConvertedEntries implements ToIntFunction<String> {
  private final HL7ToFHIRConverter converter = new HL7ToFHIRConverter();
  private final ConverterOptions options = new ConverterOptions.Builder().build();
  private final HL7MessageEngine engine = new HL7MessageEngine(new FHIRContext(false, false));

  @Override
  public int applyAsInt(String message) {
    return converter.convertToBundle(message, options, engine).getEntry().size();
  }
}
