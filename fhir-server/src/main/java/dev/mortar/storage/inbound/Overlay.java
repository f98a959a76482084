package dev.mortar.storage.inbound;

import static dev.mortar.storage.inbound.Elements.replace;
import static dev.mortar.storage.inbound.Elements.url;

import ca.uhn.fhir.context.BaseRuntimeChildDefinition;
import dev.mortar.mapping.Entries;
import dev.mortar.storage.inbound.Elements.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Resource;

/** Lays the elements of a mapped resource over a stored one, by the rules of {@link Entries}. */
final class Overlay {
  private final Elements elements;

  Overlay(Elements elements) {
    this.elements = elements;
  }

  /** A new resource; neither argument is changed. */
  Resource lay(Resource mapped, Resource stored) {
    return lay(mapped, stored, Entries.deleted(mapped), Entries.initial(mapped));
  }

  /**
   * The same with other marks than those of the mapped resource. What an entry both deletes and
   * holds is replaced: a field was emptied, and another one of the same element was not.
   */
  Resource lay(Resource mapped, Resource stored, Set<String> deleted, Set<String> initial) {
    Resource result = stored.copy();
    for (BaseRuntimeChildDefinition child : elements.children(mapped)) {
      String name = child.getElementName();
      if (deleted.contains(name)) {
        replace(child, result, child.getAccessor().getValues(mapped));
      } else if (!initial.contains(name) && Elements.isLaid(name)) {
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
    } else if (Elements.isExtension(name)) {
      replace(child, result, extended(before, values));
    } else if (Entries.isUnited(type, name)) {
      replace(child, result, united(before, values));
    } else {
      replace(child, result, values);
    }
  }

  private void nested(IBase mapped, IBase result) {
    for (BaseRuntimeChildDefinition part : elements.children(mapped)) {
      List<IBase> values = part.getAccessor().getValues(mapped);
      if (!values.isEmpty()) {
        replace(part, result, values);
      }
    }
  }

  /** Removes what was asked for below the top level, as {@code period.end}. */
  private void parts(Set<String> deleted, Resource result) {
    for (String path : deleted) {
      int dot = path.indexOf('.');
      if (dot > 0) {
        Element part = elements.in(result).get(path);
        if (part != null) {
          part.remove();
        }
      }
    }
  }

  /** All extensions of one URL are one value: a message that has any of them has them all. */
  private static List<IBase> extended(List<IBase> before, List<IBase> values) {
    List<IBase> all = new ArrayList<>(before);
    all.removeIf(known -> values.stream().anyMatch(value -> url(value).equals(url(known))));
    all.addAll(values);
    return all;
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

  static int place(List<IBase> all, IBase value) {
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
