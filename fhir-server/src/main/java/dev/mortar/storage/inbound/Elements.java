package dev.mortar.storage.inbound;

import ca.uhn.fhir.context.BaseRuntimeChildDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementCompositeDefinition;
import ca.uhn.fhir.context.FhirContext;
import dev.mortar.mapping.Entries;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Resource;

/** What of a resource messages set: its elements, and their parts where {@link Entries} says so. */
final class Elements {
  /** The storage's own business. */
  private static final Set<String> NOT_LAID = Set.of("id", "meta", "implicitRules");

  private static final String EXTENSION = "extension";

  private final FhirContext fhir;

  Elements(FhirContext fhir) {
    this.fhir = fhir;
  }

  /**
   * An element that has a value.
   *
   * @param url of the extensions that it stands for; empty for all other elements
   */
  record Element(BaseRuntimeChildDefinition child, IBase owner, String url) {
    List<IBase> values() {
      return child.getAccessor().getValues(owner);
    }

    void remove() {
      List<IBase> others =
          url.isEmpty()
              ? List.of()
              : values().stream().filter(it -> !Elements.url(it).equals(url)).toList();
      replace(child, owner, others);
    }
  }

  static boolean isLaid(String element) {
    return !NOT_LAID.contains(element);
  }

  static boolean isExtension(String element) {
    return element.equals(EXTENSION);
  }

  static String url(IBase extension) {
    return ((Extension) extension).getUrl();
  }

  List<BaseRuntimeChildDefinition> children(Resource resource) {
    return fhir.getResourceDefinition(resource).getChildren();
  }

  List<BaseRuntimeChildDefinition> children(IBase composite) {
    var definition = fhir.getElementDefinition(composite.getClass());
    return ((BaseRuntimeElementCompositeDefinition<?>) definition).getChildren();
  }

  /** The lists that messages add to. */
  List<BaseRuntimeChildDefinition> united(Resource resource) {
    return children(resource).stream()
        .filter(child -> Entries.isUnited(resource.fhirType(), child.getElementName()))
        .toList();
  }

  /** The name of one value of a united list. */
  static String name(String list, int place) {
    return list + "#" + place;
  }

  /** The names of all that has a value, the values of united lists one by one. */
  Set<String> names(Resource resource) {
    Set<String> names = new HashSet<>(in(resource).keySet());
    for (BaseRuntimeChildDefinition list : united(resource)) {
      int size = list.getAccessor().getValues(resource).size();
      for (int i = 0; i < size; i++) {
        names.add(name(list.getElementName(), i));
      }
    }
    return names;
  }

  /**
   * The elements that have a value, by {@code name}, {@code period.end}, {@code extension:URL};
   * without united lists.
   */
  Map<String, Element> in(Resource resource) {
    Map<String, Element> found = new LinkedHashMap<>();
    for (BaseRuntimeChildDefinition child : children(resource)) {
      String name = child.getElementName();
      boolean united = Entries.isUnited(resource.fhirType(), name);
      List<IBase> values =
          isLaid(name) && !united ? child.getAccessor().getValues(resource) : List.of();
      if (values.isEmpty()) {
        continue;
      }
      if (Entries.isNested(resource.fhirType(), name)) {
        parts(name, values.getFirst(), found);
      } else if (isExtension(name)) {
        values.forEach(
            it -> found.put(name + ":" + url(it), new Element(child, resource, url(it))));
      } else {
        found.put(name, new Element(child, resource, ""));
      }
    }
    return found;
  }

  private void parts(String name, IBase owner, Map<String, Element> found) {
    for (BaseRuntimeChildDefinition part : children(owner)) {
      if (!part.getAccessor().getValues(owner).isEmpty()) {
        found.put(name + "." + part.getElementName(), new Element(part, owner, ""));
      }
    }
  }

  static void replace(BaseRuntimeChildDefinition child, IBase owner, List<IBase> values) {
    var mutator = child.getMutator();
    mutator.setValue(owner, values.isEmpty() ? null : values.getFirst());
    values.stream().skip(1).forEach(value -> mutator.addValue(owner, value));
  }
}
