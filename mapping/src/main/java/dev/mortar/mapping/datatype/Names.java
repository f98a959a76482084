package dev.mortar.mapping.datatype;

import dev.mortar.mapping.table.CodeTable;
import dev.mortar.mapping.text.Value;
import java.util.Optional;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.Period;
import org.jspecify.annotations.Nullable;

/** XPN, and the name in XCN, to HumanName. */
public final class Names {
  private static final CodeTable USE = CodeTable.named("name-use");

  private Names() {}

  public static @Nullable HumanName xpn(Value xpn, Mapping mapping) {
    HumanName name = name(xpn, 1);
    suffix(xpn.component(6), name);
    suffix(xpn.component(14), name);
    use(xpn.component(7), mapping, name);
    period(xpn.component(12), xpn.component(13), mapping, name);
    return isName(name) ? name : null;
  }

  /** The name of a person whose id stands in the first component. */
  public static @Nullable HumanName xcn(Value xcn, Mapping mapping) {
    HumanName name = name(xcn, 2);
    suffix(xcn.component(21), name);
    use(xcn.component(10), mapping, name);
    period(xcn.component(19), xcn.component(20), mapping, name);
    return isName(name) ? name : null;
  }

  /** Only the words of a name, for a reference that leads to no resource. */
  static String words(HumanName name) {
    StringBuilder words = new StringBuilder();
    name.getPrefix().forEach(word -> words.append(word.getValue()).append(' '));
    name.getGiven().forEach(word -> words.append(word.getValue()).append(' '));
    words.append(name.hasFamily() ? name.getFamily() : "");
    name.getSuffix().forEach(word -> words.append(' ').append(word.getValue()));
    return words.toString().strip();
  }

  private static HumanName name(Value value, int first) {
    HumanName name = new HumanName();
    String family = value.component(first).text();
    if (!family.isEmpty()) {
      name.setFamily(family);
    }
    given(value.component(first + 1), name);
    given(value.component(first + 2), name);
    suffix(value.component(first + 3), name);
    String prefix = value.component(first + 4).text();
    if (!prefix.isEmpty()) {
      name.addPrefix(prefix);
    }
    return name;
  }

  private static void given(Value value, HumanName name) {
    String given = value.text();
    if (!given.isEmpty()) {
      name.addGiven(given);
    }
  }

  private static void suffix(Value value, HumanName name) {
    String suffix = value.text();
    if (!suffix.isEmpty()) {
      name.addSuffix(suffix);
    }
  }

  private static void use(Value value, Mapping mapping, HumanName name) {
    String code = value.text();
    if (code.isEmpty()) {
      return;
    }
    Optional<CodeTable.Code> known = Codes.lookup(USE, code, mapping);
    if (known.isPresent()) {
      name.setUse(HumanName.NameUse.fromCode(known.get().target()));
    } else {
      mapping.unknown(value, USE.name());
    }
  }

  private static void period(Value start, Value end, Mapping mapping, HumanName name) {
    if (start.isEmpty() && end.isEmpty()) {
      return;
    }
    Period period = new Period();
    period.setStartElement(Times.dateTime(start, mapping));
    period.setEndElement(Times.dateTime(end, mapping));
    if (!period.isEmpty()) {
      name.setPeriod(period);
    }
  }

  private static boolean isName(HumanName name) {
    return name.hasFamily() || name.hasGiven() || name.hasPrefix() || name.hasSuffix();
  }
}
