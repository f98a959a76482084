package dev.mortar.mapping.datatype;

import dev.mortar.mapping.table.CodeTable;
import dev.mortar.mapping.text.Value;
import java.util.Optional;
import java.util.function.Consumer;
import org.hl7.fhir.r4.model.Address;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.StringType;
import org.jspecify.annotations.Nullable;

/** XAD and AD to Address. */
public final class Addresses {
  private static final CodeTable USE = CodeTable.named("address-use");
  private static final CodeTable TYPE = CodeTable.named("address-type");

  private Addresses() {}

  public static @Nullable Address xad(Value xad, Mapping mapping) {
    Address address = new Address();
    Value street = xad.component(1);
    put(street.sub(1), address::addLine);
    put(street.sub(2), address::addLine);
    put(street.sub(3), address::addLine);
    put(xad.component(2), address::addLine);
    put(xad.component(3), address::setCity);
    put(xad.component(4), address::setState);
    put(xad.component(5), address::setPostalCode);
    put(xad.component(6), address::setCountry);
    put(xad.component(9), address::setDistrict);
    put(xad.component(19), address::addLine);
    boolean placed = !address.isEmpty();
    put(xad.component(10), tract -> extend(address, tract));
    use(xad.component(7), mapping, address);
    period(xad, mapping, address);
    return placed ? address : null;
  }

  private static void put(Value value, Consumer<String> setter) {
    String text = value.text();
    if (!text.isEmpty()) {
      setter.accept(text);
    }
  }

  private static void extend(Address address, String tract) {
    address.addExtension(
        "http://hl7.org/fhir/StructureDefinition/iso21090-ADXP-censusTract", new StringType(tract));
  }

  private static void use(Value value, Mapping mapping, Address address) {
    String code = value.text();
    if (code.isEmpty()) {
      return;
    }
    Optional<CodeTable.Code> use = Codes.lookup(USE, code, mapping);
    Optional<CodeTable.Code> type = Codes.lookup(TYPE, code, mapping);
    if (use.isPresent()) {
      address.setUse(Address.AddressUse.fromCode(use.get().target()));
    } else if (type.isPresent()) {
      address.setType(Address.AddressType.fromCode(type.get().target()));
    } else if (code.equals("HV") || code.equals("BDL") || code.equals("BR")) {
      address.addExtension(
          "http://hl7.org/fhir/StructureDefinition/iso21090-AD-use", new CodeType(code));
    } else {
      mapping.unknown(value, USE.name());
    }
  }

  private static void period(Value xad, Mapping mapping, Address address) {
    Value start = xad.component(13);
    Value end = xad.component(14);
    if (start.isEmpty() && end.isEmpty()) {
      return;
    }
    Period period = new Period();
    period.setStartElement(Times.dateTime(start, mapping));
    period.setEndElement(Times.dateTime(end, mapping));
    if (!period.isEmpty()) {
      address.setPeriod(period);
    }
  }
}
