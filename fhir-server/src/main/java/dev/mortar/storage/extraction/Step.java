package dev.mortar.storage.extraction;

import ca.uhn.fhir.context.FhirContext;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.jspecify.annotations.Nullable;

/** One step of a path: from some elements to others. */
sealed interface Step {
  /** Null if the elements hold something that this step does not understand. */
  @Nullable List<Base> from(List<Base> elements);

  /** To the children of a name. */
  record Child(String name, int hash) implements Step {
    Child(String name) {
      this(name, name.hashCode());
    }

    @Override
    public List<Base> from(List<Base> elements) {
      if (elements.size() == 1) {
        return of(elements.getFirst());
      }
      List<Base> children = new ArrayList<>();
      elements.forEach(element -> children.addAll(of(element)));
      return children;
    }

    private List<Base> of(Base element) {
      Base[] children = element.getProperty(hash, name, false);
      if (children == null || children.length == 0) {
        return List.of();
      }
      List<Base> present = new ArrayList<>(children.length);
      for (Base child : children) {
        if (child != null) {
          present.add(child);
        }
      }
      return present;
    }
  }

  /** {@code as(Quantity)}: only elements of the type. */
  record As(String type) implements Step {
    @Override
    public List<Base> from(List<Base> elements) {
      return elements.stream().filter(element -> element.fhirType().equals(type)).toList();
    }
  }

  /** {@code where(system='phone')}: only elements whose single value is the text. */
  record Where(List<Child> path, String text) implements Step {
    @Override
    public List<Base> from(List<Base> elements) {
      return elements.stream().filter(this::holds).toList();
    }

    private boolean holds(Base element) {
      List<Base> values = List.of(element);
      for (Child child : path) {
        values = child.from(values);
      }
      return values.size() == 1 && text.equals(values.getFirst().primitiveValue());
    }
  }

  /** {@code where(resolve() is Patient)}: only references that name the type. */
  record RefersTo(String type, FhirContext fhir) implements Step {
    @Override
    public @Nullable List<Base> from(List<Base> elements) {
      List<Base> kept = new ArrayList<>(elements.size());
      for (Base element : elements) {
        if (!(element instanceof Reference reference) || reference.getReference() == null) {
          return null;
        }
        String named = new IdType(reference.getReference()).getResourceType();
        if (named == null || !fhir.getResourceTypes().contains(named)) {
          // Contained resources, logical references and foreign URLs.
          return null;
        }
        if (named.equals(type)) {
          kept.add(element);
        }
      }
      return kept;
    }
  }

  /** {@code where(reference.contains('Location/'))}: only elements whose text has the part. */
  record Has(List<Child> path, String part) implements Step {
    @Override
    public List<Base> from(List<Base> elements) {
      return elements.stream().filter(this::holds).toList();
    }

    private boolean holds(Base element) {
      List<Base> values = List.of(element);
      for (Child child : path) {
        values = child.from(values);
      }
      return values.size() == 1
          && values.getFirst().primitiveValue() instanceof String text
          && text.contains(part);
    }
  }

  /** {@code select(iif(a.exists(), b, 'text'))}: of each element what is there, else the text. */
  record Choice(List<Step> asked, List<Step> found, String otherwise) implements Step {
    @Override
    public @Nullable List<Base> from(List<Base> elements) {
      List<Base> all = new ArrayList<>();
      for (Base element : elements) {
        List<Base> there = walk(asked, element);
        List<Base> values =
            there != null && there.isEmpty()
                ? List.of(new StringType(otherwise))
                : walk(found, element);
        if (there == null || values == null) {
          return null;
        }
        all.addAll(values);
      }
      return all;
    }

    private static @Nullable List<Base> walk(List<Step> steps, Base element) {
      List<Base> values = List.of(element);
      for (Step step : steps) {
        values = step.from(values);
        if (values == null) {
          return null;
        }
      }
      return values;
    }
  }
}
