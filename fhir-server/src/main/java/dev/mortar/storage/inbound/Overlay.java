package dev.mortar.storage.inbound;

import ca.uhn.fhir.context.BaseRuntimeChildDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementCompositeDefinition;
import ca.uhn.fhir.context.FhirContext;
import dev.mortar.mapping.Entries;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Resource;

/** Lays the elements of a mapped resource over a stored one, by the rules of {@link Entries}. */
final class Overlay {
  /** The storage's own business. */
  private static final Set<String> NOT_LAID = Set.of("id", "meta", "implicitRules");

  private final FhirContext fhir;

  Overlay(FhirContext fhir) {
    this.fhir = fhir;
  }

  /** A new resource; neither argument is changed. */
  Resource lay(Resource mapped, Resource stored) {
    Resource result = stored.copy();
    Set<String> deleted = Entries.deleted(mapped);
    Set<String> initial = Entries.initial(mapped);
    for (BaseRuntimeChildDefinition child : fhir.getResourceDefinition(mapped).getChildren()) {
      String name = child.getElementName();
      if (deleted.contains(name)) {
        child.getMutator().setValue(result, null);
      } else if (!initial.contains(name) && !NOT_LAID.contains(name)) {
        element(child, mapped, result);
      }
    }
    parts(deleted, result);
    profiles(mapped, result);
    return result;
  }

  private void element(BaseRuntimeChildDefinition child, Resource mapped, Resource result) {
    List<IBase> values = child.getAccessor().getValues(mapped);
    if (values.isEmpty()) {
      return;
    }
    String type = mapped.fhirType();
    String name = child.getElementName();
    List<IBase> before = child.getAccessor().getValues(result);
    if (Entries.isNested(type, name) && !before.isEmpty()) {
      nested(values.getFirst(), before.getFirst());
    } else if (name.equals("extension")) {
      replace(child, result, extended(before, values));
    } else if (Entries.isUnited(type, name)) {
      replace(child, result, united(before, values));
    } else {
      replace(child, result, values);
    }
  }

  private void nested(IBase mapped, IBase result) {
    for (BaseRuntimeChildDefinition part : children(mapped)) {
      List<IBase> values = part.getAccessor().getValues(mapped);
      if (!values.isEmpty()) {
        replace(part, result, values);
      }
    }
  }

  private List<BaseRuntimeChildDefinition> children(IBase composite) {
    var definition = fhir.getElementDefinition(composite.getClass());
    return ((BaseRuntimeElementCompositeDefinition<?>) definition).getChildren();
  }

  /** Removes what was asked for below the top level, as {@code period.end}. */
  private void parts(Set<String> deleted, Resource result) {
    for (String path : deleted) {
      int dot = path.indexOf('.');
      if (dot > 0) {
        var parent = fhir.getResourceDefinition(result).getChildByName(path.substring(0, dot));
        for (IBase element : parent.getAccessor().getValues(result)) {
          children(element).stream()
              .filter(part -> part.getElementName().equals(path.substring(dot + 1)))
              .forEach(part -> part.getMutator().setValue(element, null));
        }
      }
    }
  }

  private static void replace(BaseRuntimeChildDefinition child, IBase target, List<IBase> values) {
    var mutator = child.getMutator();
    mutator.setValue(target, values.getFirst());
    values.stream().skip(1).forEach(value -> mutator.addValue(target, value));
  }

  /** All extensions of one URL are one value: a message that has any of them has them all. */
  private static List<IBase> extended(List<IBase> before, List<IBase> values) {
    List<IBase> all = new ArrayList<>(before);
    all.removeIf(known -> values.stream().anyMatch(value -> url(value).equals(url(known))));
    all.addAll(values);
    return all;
  }

  private static String url(IBase extension) {
    return ((Extension) extension).getUrl();
  }

  private static List<IBase> united(List<IBase> before, List<IBase> values) {
    List<IBase> all = new ArrayList<>(before);
    for (IBase value : values) {
      int at = place(all, value);
      if (at < 0) {
        all.add(value);
      } else {
        all.set(at, value);
      }
    }
    return all;
  }

  private static int place(List<IBase> all, IBase value) {
    for (int i = 0; i < all.size(); i++) {
      if (isSame(all.get(i), value)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isSame(IBase one, IBase other) {
    if (one instanceof Identifier mine && other instanceof Identifier its) {
      return Base.compareDeep(mine.getSystemElement(), its.getSystemElement(), false)
          && Base.compareDeep(mine.getValueElement(), its.getValueElement(), false);
    }
    return ((Base) one).equalsDeep((Base) other);
  }

  private static void profiles(Resource mapped, Resource result) {
    for (CanonicalType profile : mapped.getMeta().getProfile()) {
      if (!result.getMeta().hasProfile(profile.getValue())) {
        result.getMeta().addProfile(profile.getValue());
      }
    }
  }
}
