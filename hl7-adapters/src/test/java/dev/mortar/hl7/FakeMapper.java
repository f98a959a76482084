package dev.mortar.hl7;

import dev.mortar.mapping.Coverage;
import dev.mortar.mapping.Heading;
import dev.mortar.mapping.Mapped;
import dev.mortar.mapping.Mapper;
import dev.mortar.mapping.MappingIssue;
import dev.mortar.mapping.RawMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;

/** Reads no more than ordering and outcome need; patients are the keys, a Z message is unknown. */
public final class FakeMapper implements Mapper {
  @Override
  public Mapped map(RawMessage message) {
    String text = new String(message.bytes(), StandardCharsets.ISO_8859_1);
    String[] msh = (text.lines().findFirst().orElse("") + "||||||||||||").split("\\|", -1);
    Heading heading = new Heading(msh[9], msh[8], "", msh[11], msh[6], msh[2], msh[3], "", "");
    if (text.contains("POISON")) {
      throw new IllegalStateException("A defect of the mapper");
    }
    List<String> patients = patients(text);
    Mapped.Status status =
        msh[8].startsWith("Z")
            ? Mapped.Status.UNMAPPED
            : patients.isEmpty() ? Mapped.Status.REJECTED : Mapped.Status.MAPPED;
    List<MappingIssue> issues =
        status == Mapped.Status.REJECTED
            ? List.of(
                new MappingIssue(
                    MappingIssue.Severity.ERROR,
                    MappingIssue.Code.REQUIRED_MISSING,
                    "PID-3",
                    "No patient identifier"))
            : List.of();
    return new Mapped(heading, status, new Bundle(), patients, issues, new Coverage(0, 0, 0, 0, 0));
  }

  private static List<String> patients(String text) {
    List<String> patients = new ArrayList<>();
    for (String segment : text.split("[\r\n]+")) {
      String[] fields = (segment + "||||").split("\\|", -1);
      if (segment.startsWith("PID|") && !fields[3].isEmpty()) {
        patients.add(fields[3]);
      } else if (segment.startsWith("MRG|")) {
        patients.add(fields[1]);
      }
    }
    return patients;
  }
}
