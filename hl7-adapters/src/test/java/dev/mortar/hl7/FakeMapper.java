package dev.mortar.hl7;

import dev.mortar.mapping.AtomTrace;
import dev.mortar.mapping.Coverage;
import dev.mortar.mapping.Heading;
import dev.mortar.mapping.Mapped;
import dev.mortar.mapping.Mapper;
import dev.mortar.mapping.MappingIssue;
import dev.mortar.mapping.RawMessage;
import dev.mortar.mapping.text.Fate;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;

/** Reads no more than ordering and outcome need; patients are the keys, a Z message is unknown. */
public final class FakeMapper implements Mapper {
  private volatile boolean taught;

  /** From now on the code ODD is known. */
  public void teach() {
    taught = true;
  }

  @Override
  public List<AtomTrace> trace(RawMessage message) {
    return List.of(new AtomTrace("OBX[1]-5", "ODD", Fate.KEPT, List.of(), ""));
  }

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
            : unknown(text);
    return new Mapped(heading, status, new Bundle(), patients, issues, new Coverage(0, 0, 0, 0, 0));
  }

  private List<MappingIssue> unknown(String text) {
    return taught || !text.contains("|ODD|")
        ? List.of()
        : List.of(
            new MappingIssue(
                MappingIssue.Severity.WARNING,
                MappingIssue.Code.UNMAPPED_CODE,
                "OBX[1]-5",
                "The code is not in table odd-things",
                "odd-things"));
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
