package dev.mortar.mapping.datatype;

import dev.mortar.mapping.table.CodeTable;
import dev.mortar.mapping.text.Value;
import java.util.Optional;
import org.hl7.fhir.r4.model.Quantity;

/** OBX-6 and its like to the unit of a Quantity: the original text, and the UCUM code if known. */
final class Units {
  private static final String UCUM = "http://unitsofmeasure.org";
  private static final CodeTable UNITS = CodeTable.named("units");

  private Units() {}

  static void apply(Value cwe, Mapping mapping, Quantity quantity) {
    String code = cwe.component(1).peek();
    String display = cwe.component(2).peek();
    if (code.isEmpty() && display.isEmpty()) {
      return;
    }
    String ucum = ucum(cwe, code, display, mapping);
    String unit = !display.isEmpty() && !ucum.isEmpty() && ucum.equals(code) ? display : code;
    (unit.equals(code) && !code.isEmpty() ? cwe.component(1) : cwe.component(2)).text();
    quantity.setUnit(unit.isEmpty() ? display : unit);
    if (ucum.isEmpty()) {
      mapping.unmapped(cwe.component(1), UNITS.name());
      return;
    }
    quantity.setSystem(UCUM).setCode(ucum);
    if (ucum.equals(code)) {
      cwe.component(1).text();
    }
  }

  private static String ucum(Value cwe, String code, String display, Mapping mapping) {
    String configured = mapping.sender().words().units().get(code);
    if (configured != null) {
      return configured;
    }
    String system = cwe.component(3).peek();
    boolean declared = system.equals("UCUM") || system.equals("2.16.840.1.113883.6.8");
    if (declared && !code.isEmpty()) {
      cwe.component(3).text();
      return code;
    }
    String alternate = cwe.component(6).peek();
    if (alternate.equals("UCUM") && !cwe.component(4).peek().isEmpty()) {
      cwe.component(6).text();
      return cwe.component(4).text();
    }
    Optional<CodeTable.Code> known = UNITS.find(code.isEmpty() ? display : code);
    return known.map(CodeTable.Code::target).orElse("");
  }
}
