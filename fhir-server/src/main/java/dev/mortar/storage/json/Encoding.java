package dev.mortar.storage.json;

import static org.apache.commons.lang3.StringUtils.isBlank;
import static org.apache.commons.lang3.StringUtils.isNotBlank;

import java.util.List;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.instance.model.api.IBaseHasExtensions;
import org.hl7.fhir.instance.model.api.IBaseHasModifierExtensions;
import org.hl7.fhir.instance.model.api.IPrimitiveType;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Element;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Meta;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.utilities.xhtml.XhtmlNode;

/**
 * Writes one resource, byte for byte as HAPI does. What is empty shows when nothing came of it, and
 * is taken back; HAPI looks at everything below an element to know beforehand, at each level anew.
 */
final class Encoding {
  private final Plan.All plans;
  private final Extensions values;
  private final References references;
  private final JsonText json = new JsonText();

  /**
   * @param base of the server, which references to it are written without; may be empty
   */
  Encoding(Plan.All plans, Extensions values, String base) {
    this.plans = plans;
    this.values = values;
    this.references = new References(base);
  }

  /**
   * @throws Unusual if it holds what only HAPI knows how to write
   */
  StringBuilder of(Resource resource, Parts parts) {
    resource(resource, parts);
    return json.text();
  }

  /** What is written of the resource itself. */
  enum Parts {
    ALL,
    WITHOUT_ID,
    WITHOUT_ID_AND_META
  }

  private void resource(Resource resource, Parts parts) {
    if (resource instanceof DomainResource domain && domain.hasContained()) {
      throw new Unusual("contained resources");
    }
    Plan plan = plans.of(resource.getClass());
    json.open('{');
    json.field("resourceType", plan.type());
    IdType id = resource.getIdElement();
    if (id.hasExtension()) {
      throw new Unusual("an id with extensions");
    }
    if (parts == Parts.ALL && isNotBlank(id.getIdPart()) && !id.getValue().startsWith("urn:")) {
      json.field("id", id.getIdPart());
    }
    children(resource, resource, plan, parts == Parts.WITHOUT_ID_AND_META);
    json.close('}');
  }

  private void children(Base element, Resource resource, Plan plan, boolean withoutMeta) {
    for (Child child : plan.before()) {
      if (element == resource && child.name().equals("meta")) {
        if (!withoutMeta) {
          meta(resource, child);
        }
      } else {
        child(element, child, resource);
      }
    }
    extensions(element, resource);
    for (Child child : plan.after()) {
      child(element, child, resource);
    }
  }

  /** HAPI shows the version of the id there, if the meta has none. */
  private void meta(Resource resource, Child child) {
    Meta meta = (Meta) child.value(resource);
    String version = resource.getIdElement().getVersionIdPart();
    if ((meta == null || isBlank(meta.getVersionId())) && version != null) {
      meta = meta == null ? new Meta() : meta.copy();
      meta.setVersionId(version);
    }
    if (meta != null) {
      if (isAnyNameless(meta.getTag()) || isAnyNameless(meta.getSecurity())) {
        throw new Unusual("a tag without system and code");
      }
      int start = json.mark();
      json.openNamed("meta", '{');
      int inside = json.mark();
      identified(meta, resource);
      closeOrForget(start, inside);
    }
  }

  private static boolean isAnyNameless(List<Coding> tags) {
    for (Coding tag : tags) {
      if (isBlank(tag.getCode()) && isBlank(tag.getSystem())) {
        return true;
      }
    }
    return false;
  }

  private void child(Base parent, Child child, Resource resource) {
    Object value = child.value(parent);
    if (value == null) {
      return;
    }
    if (child.many()) {
      List<?> all = (List<?>) value;
      if (!all.isEmpty()) {
        list(all, child, resource);
      }
    } else if (parent instanceof Reference reference && child.name().equals("reference")) {
      reference(reference, (IPrimitiveType<?>) value);
    } else {
      single((IBase) value, child.form(((IBase) value).getClass()), resource);
    }
  }

  private void single(IBase value, Form form, Resource resource) {
    switch (form.kind()) {
      case PRIMITIVE -> {
        primitive((IPrimitiveType<?>) value, form.name());
        shadow((Element) value, form.name(), resource);
      }
      case COMPOSITE -> composite((Base) value, form.name(), resource);
      case XHTML -> xhtml(value, form.name());
      case RESOURCE -> {
        json.name(form.name());
        inner((Resource) value);
      }
      case ID -> id((IdType) value, form.name());
    }
  }

  private void inner(Resource resource) {
    if (resource.isEmpty()) {
      throw new Unusual("an empty resource");
    }
    resource(resource, Parts.ALL);
  }

  /** HAPI writes no extensions of an id. */
  private void id(IdType id, String name) {
    String text = id.getValue();
    if (isNotBlank(text)) {
      json.field(name, text);
    }
  }

  private void list(List<?> all, Child child, Resource resource) {
    int start = json.mark();
    String name = "";
    int written = 0;
    boolean shadows = false;
    for (Object one : all) {
      if (one == null) {
        continue;
      }
      IBase value = (IBase) one;
      Form form = child.form(value.getClass());
      if (name.isEmpty()) {
        name = form.name();
        json.openNamed(name, '[');
      } else if (!name.equals(form.name())) {
        throw new Unusual("values of several types");
      }
      switch (form.kind()) {
        case PRIMITIVE -> {
          if (value.isEmpty()) {
            continue;
          }
          IPrimitiveType<?> primitive = (IPrimitiveType<?>) value;
          shadows |= isExtended((Element) value);
          item(primitive);
          written++;
        }
        case COMPOSITE -> written += item((Base) value, resource) ? 1 : 0;
        case RESOURCE -> {
          inner((Resource) value);
          written++;
        }
        default -> throw new Unusual("a list of what is seldom one");
      }
    }
    if (written == 0) {
      json.backTo(start);
      return;
    }
    json.close(']');
    if (shadows) {
      shadows(all, name, resource);
    }
  }

  private boolean item(Base value, Resource resource) {
    int start = json.mark();
    json.open('{');
    int inside = json.mark();
    content(value, resource);
    return closeOrForget(start, inside);
  }

  private void composite(Base value, String name, Resource resource) {
    int start = json.mark();
    json.openNamed(name, '{');
    int inside = json.mark();
    content(value, resource);
    closeOrForget(start, inside);
  }

  /** Whether anything came of the object. */
  private boolean closeOrForget(int start, int inside) {
    if (json.mark() == inside) {
      json.backTo(start);
      return false;
    }
    json.close('}');
    return true;
  }

  private void content(Base value, Resource resource) {
    if (value instanceof Extension || value instanceof Meta) {
      throw new Unusual("what is not written by its children alone");
    }
    if (value instanceof Reference reference) {
      References.judge(reference);
    }
    identified(value, resource);
  }

  private void identified(Base value, Resource resource) {
    if (value instanceof Element element && isNotBlank(element.getId())) {
      json.field("id", element.getId());
    }
    children(value, resource, plans.of(value.getClass()), false);
  }

  private void reference(Reference reference, IPrimitiveType<?> text) {
    String value = text.getValueAsString();
    if (isNotBlank(value)) {
      json.field("reference", references.text(reference, value));
    }
    if (isExtended((Element) text)) {
      throw new Unusual("a reference with extensions of its text");
    }
  }

  private void primitive(IPrimitiveType<?> value, String name) {
    String text = value.getValueAsString();
    if (isNotBlank(text)) {
      json.name(name);
      json.value(value, text);
    }
  }

  private void item(IPrimitiveType<?> value) {
    String text = value.getValueAsString();
    if (isBlank(text)) {
      json.bare("null");
    } else {
      json.item(value, text);
    }
  }

  /** What a primitive has besides its value. */
  private void shadow(Element value, String name, Resource resource) {
    if (!isExtended(value)) {
      return;
    }
    int start = json.mark();
    json.shadow(name, '{');
    int inside = json.mark();
    beside(value, resource);
    closeOrForget(start, inside);
  }

  private void shadows(List<?> all, String name, Resource resource) {
    json.shadow(name, '[');
    for (Object one : all) {
      Element value = (Element) one;
      if (value == null || value.isEmpty()) {
        continue;
      }
      if (isExtended(value)) {
        json.open('{');
        beside(value, resource);
        json.close('}');
      } else {
        json.bare("null");
      }
    }
    json.close(']');
  }

  private void beside(Element value, Resource resource) {
    if (isNotBlank(value.getId())) {
      json.field("id", value.getId());
    }
    json.openNamed("extension", '[');
    for (Extension extension : value.getExtension()) {
      extension(extension, resource);
    }
    json.close(']');
  }

  /** An id without an extension is something that HAPI leaves out, but not everywhere. */
  private static boolean isExtended(Element value) {
    boolean extended = value.hasExtension();
    if (!extended && isNotBlank(value.getId())) {
      throw new Unusual("a primitive with an id");
    }
    if (extended) {
      for (Extension extension : value.getExtension()) {
        if (extension.isEmpty()) {
          throw new Unusual("an empty extension");
        }
      }
    }
    return extended;
  }

  private void xhtml(IBase value, String name) {
    if (!(value instanceof XhtmlNode node)) {
      throw new Unusual("a narrative of another kind");
    }
    if (!node.isEmpty()) {
      json.field(name, node.getValueAsString());
    }
  }

  private void extensions(Base element, Resource resource) {
    if (element instanceof IBaseHasExtensions extended && extended.hasExtension()) {
      array("extension", extended.getExtension(), resource);
    }
    if (element instanceof IBaseHasModifierExtensions extended && extended.hasModifierExtension()) {
      array("modifierExtension", extended.getModifierExtension(), resource);
    }
  }

  private void array(String name, List<?> extensions, Resource resource) {
    json.openNamed(name, '[');
    for (Object extension : extensions) {
      extension((Extension) extension, resource);
    }
    json.close(']');
  }

  private void extension(Extension extension, Resource resource) {
    String url = extension.getUrl();
    IBase value = extension.getValue();
    boolean valued = value != null && !value.isEmpty();
    if (value instanceof IPrimitiveType<?>
        && (value instanceof IdType || isNotBlank(((Element) value).getId()))) {
      throw new Unusual("an id, or a primitive with one");
    }
    if (isBlank(url) || url.startsWith("/") || valued == extension.hasExtension()) {
      throw new Unusual("an extension that HAPI warns of");
    }
    json.open('{');
    if (isNotBlank(extension.getId())) {
      json.field("id", extension.getId());
    }
    json.field("url", url);
    if (!valued) {
      array("extension", extension.getExtension(), resource);
    } else {
      single(value, values.form(value.getClass()), resource);
    }
    json.close('}');
  }
}
