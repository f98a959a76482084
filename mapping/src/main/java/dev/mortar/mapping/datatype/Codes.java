package dev.mortar.mapping.datatype;

import dev.mortar.mapping.table.CodeTable;
import dev.mortar.mapping.text.Value;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.jspecify.annotations.Nullable;

/** CE, CWE, CNE, IS and ID to CodeableConcept, Coding and code. */
public final class Codes {
  private static final String V2 = "http://terminology.hl7.org/CodeSystem/v2-";
  private static final CodeTable SYSTEMS = CodeTable.named("coding-systems");

  private Codes() {}

  /** As it came: up to three codings and the original text. */
  public static @Nullable CodeableConcept cwe(Value cwe, Mapping mapping) {
    return cwe(cwe, "", mapping);
  }

  /** As it came; a code without a system is of this HL7 table. */
  public static Converter<CodeableConcept> table(String v2Table) {
    return in(V2 + v2Table);
  }

  /** As it came; a code without a system is of this one. */
  public static Converter<CodeableConcept> in(String standard) {
    return (cwe, mapping) -> cwe(cwe, standard, mapping);
  }

  private static @Nullable CodeableConcept cwe(Value cwe, String standard, Mapping mapping) {
    CodeableConcept concept = new CodeableConcept();
    coding(cwe, 1, standard, mapping, concept);
    coding(cwe, 4, "", mapping, concept);
    coding(cwe, 10, "", mapping, concept);
    String original = cwe.component(9).text();
    if (!original.isEmpty()) {
      concept.setText(original);
    }
    return concept.getCoding().isEmpty() && !concept.hasText() ? null : concept;
  }

  /**
   * Translated by a table, with the original beside it if they differ; a code that the table does
   * not know stays as it came and is reported.
   *
   * @param v2Table number of the HL7 table, which is the system of a code without one
   */
  public static Converter<CodeableConcept> cwe(CodeTable table, String v2Table) {
    return (cwe, mapping) -> {
      CodeableConcept concept = new CodeableConcept();
      String code = cwe.component(1).peek();
      Optional<CodeTable.Code> known = lookup(table, code, mapping);
      known.ifPresent(
          entry ->
              concept
                  .addCoding()
                  .setSystem(entry.system())
                  .setCode(entry.target())
                  .setDisplay(entry.display()));
      String standard = V2 + v2Table;
      boolean same = known.isPresent() && isSame(known.get(), code, standard);
      if (same) {
        cwe.component(1).text();
      } else {
        coding(cwe, 1, known.isPresent() ? standard : "", mapping, concept);
      }
      coding(cwe, 4, "", mapping, concept);
      String original = cwe.component(9).text();
      if (!original.isEmpty()) {
        concept.setText(original);
      }
      String system = cwe.component(3).peek();
      boolean other = system.startsWith("HL7") && !system.equals("HL7" + v2Table);
      boolean elsewhere = other || SYSTEMS.find(system).isPresent();
      if (known.isEmpty() && !code.isEmpty() && !elsewhere) {
        mapping.unmapped(cwe.component(1), table.name());
      }
      return concept.getCoding().isEmpty() && !concept.hasText() ? null : concept;
    };
  }

  /** A closed code: what the table does not know is reported and left out. */
  public static Converter<String> code(CodeTable table) {
    return (value, mapping) -> {
      String code = value.text();
      if (code.isEmpty()) {
        return null;
      }
      Optional<CodeTable.Code> known = lookup(table, code, mapping);
      if (known.isEmpty()) {
        mapping.unknown(value.component(1), table.name());
        return null;
      }
      return known.get().target();
    };
  }

  public static Converter<Coding> coding(CodeTable table, String v2Table) {
    Converter<CodeableConcept> concept = cwe(table, v2Table);
    return (value, mapping) -> {
      CodeableConcept converted = concept.convert(value, mapping);
      return converted == null ? null : converted.getCodingFirstRep();
    };
  }

  /** The entry for a code, after the sender's own translation. */
  public static Optional<CodeTable.Code> lookup(CodeTable table, String code, Mapping mapping) {
    if (code.isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> own = mapping.sender().words().codes();
    return table.find(own.isEmpty() ? code : own.getOrDefault(table.name() + "/" + code, code));
  }

  private static boolean isSame(CodeTable.Code entry, String code, String standard) {
    return entry.target().equals(code)
            && (entry.system().isEmpty() || entry.system().equals(standard))
        || entry.target().equals(code) && entry.system().contains("v3-ObservationInterpretation");
  }

  private static void coding(
      Value cwe, int first, String standard, Mapping mapping, CodeableConcept concept) {
    String code = cwe.component(first).text();
    String display = cwe.component(first + 1).text();
    if (code.isEmpty()) {
      if (!display.isEmpty() && !concept.hasText()) {
        concept.setText(display);
      } else if (!display.isEmpty()) {
        concept.addCoding().setDisplay(display);
      }
      return;
    }
    Coding coding = concept.addCoding().setCode(code);
    if (!display.isEmpty()) {
      coding.setDisplay(display);
    }
    String system = system(cwe.component(first + 2), standard, mapping);
    if (!system.isEmpty()) {
      coding.setSystem(system);
    }
    String version =
        first == 10 ? cwe.component(13).text() : cwe.component(first == 1 ? 7 : 8).text();
    if (!version.isEmpty()) {
      coding.setVersion(version);
    }
  }

  /** CWE.3 to a URL; a local one gets a URL under the sender's name. */
  static String system(Value value, String standard, Mapping mapping) {
    String name = value.text();
    if (name.isEmpty()) {
      return standard;
    }
    String configured = mapping.sender().words().codeSystems().get(name);
    if (configured != null) {
      return configured;
    }
    Optional<CodeTable.Code> known = SYSTEMS.find(name);
    if (known.isPresent()) {
      return known.get().target();
    }
    if (name.length() == 7 && name.startsWith("HL7")) {
      return V2 + name.substring(3);
    }
    if (Authorities.isOid(name)) {
      return "urn:oid:" + name;
    }
    return name.startsWith("http:") || name.startsWith("https:") || name.startsWith("urn:")
        ? name
        : Authorities.own(mapping.namespace()) + "/codes/" + Authorities.encode(name);
  }
}
