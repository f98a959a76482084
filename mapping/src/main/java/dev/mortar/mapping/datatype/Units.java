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

  /**
   * @param cwe a CWE of its own, or one in a component, whose parts are subcomponents
   */
  static void apply(Value cwe, Mapping mapping, Quantity quantity) {
    boolean whole = cwe.components() > 1;
    Value codeAt = part(cwe, whole, 1);
    Value displayAt = part(cwe, whole, 2);
    String code = codeAt.peek();
    String display = displayAt.peek();
    if (code.isEmpty() && display.isEmpty()) {
      return;
    }
    String ucum = ucum(cwe, whole, code, display, mapping);
    String unit = !display.isEmpty() && !ucum.isEmpty() && ucum.equals(code) ? display : code;
    (unit.equals(code) && !code.isEmpty() ? codeAt : displayAt).text();
    quantity.setUnit(unit.isEmpty() ? display : unit);
    if (ucum.isEmpty()) {
      mapping.unmapped(codeAt, UNITS.name());
      return;
    }
    quantity.setSystem(UCUM).setCode(ucum);
    if (ucum.equals(code)) {
      codeAt.text();
    }
  }

  private static Value part(Value cwe, boolean whole, int number) {
    return whole ? cwe.component(number) : cwe.sub(number);
  }

  private static String ucum(
      Value cwe, boolean whole, String code, String display, Mapping mapping) {
    String configured = mapping.sender().words().units().get(code);
    if (configured != null) {
      return configured;
    }
    String system = part(cwe, whole, 3).peek();
    boolean declared = system.equals("UCUM") || system.equals("2.16.840.1.113883.6.8");
    if (declared && !code.isEmpty()) {
      part(cwe, whole, 3).text();
      return code;
    }
    String alternate = part(cwe, whole, 6).peek();
    if (alternate.equals("UCUM") && !part(cwe, whole, 4).peek().isEmpty()) {
      part(cwe, whole, 6).text();
      return part(cwe, whole, 4).text();
    }
    Optional<CodeTable.Code> known = UNITS.find(code.isEmpty() ? display : code);
    return known.map(CodeTable.Code::target).orElse("");
  }
}
