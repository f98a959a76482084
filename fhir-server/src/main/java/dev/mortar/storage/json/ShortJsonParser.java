package dev.mortar.storage.json;

import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.IParserErrorHandler;
import ca.uhn.fhir.rest.api.EncodingEnum;
import dev.mortar.storage.json.Encoding.Parts;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.Writer;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/** HAPI's parser, but whole resources are written by {@link Encoding} if nothing is unusual. */
final class ShortJsonParser implements IParser {
  private final IParser hapi;
  private final Plan.All plans;
  private final Extensions values;
  private final boolean plain;
  private boolean configured;
  private String base = "";
  private @Nullable Collection<String> left;

  /**
   * @param hapi does what is unusual
   * @param plain whether the context has no wishes of its own
   */
  ShortJsonParser(IParser hapi, Plan.All plans, Extensions values, boolean plain) {
    this.hapi = hapi;
    this.plans = plans;
    this.values = values;
    this.plain = plain;
  }

  @Override
  public String encodeResourceToString(IBaseResource resource) {
    StringBuilder written = written(resource);
    return written == null ? hapi.encodeResourceToString(resource) : written.toString();
  }

  @Override
  public void encodeResourceToWriter(IBaseResource resource, Writer writer) throws IOException {
    StringBuilder written = written(resource);
    if (written == null) {
      hapi.encodeResourceToWriter(resource, writer);
    } else {
      writer.append(written);
    }
  }

  @Override
  public String encodeToString(IBase element) {
    return element instanceof IBaseResource resource
        ? encodeResourceToString(resource)
        : hapi.encodeToString(element);
  }

  @Override
  public void encodeToWriter(IBase element, Writer writer) throws IOException {
    if (element instanceof IBaseResource resource) {
      encodeResourceToWriter(resource, writer);
    } else {
      hapi.encodeToWriter(element, writer);
    }
  }

  /** Null if HAPI is to do it. */
  private @Nullable StringBuilder written(IBaseResource resource) {
    if (!plain || configured || !(resource instanceof Resource ours) || isAsked()) {
      return null;
    }
    try {
      return new Encoding(plans, values, base).of(ours, parts(ours));
    } catch (Unusual e) {
      return null;
    }
  }

  private boolean isAsked() {
    return hapi.isSummaryMode()
        || hapi.isOmitResourceId()
        || hapi.isEncodeElementsAppliesToChildResourcesOnly()
        || hapi.getEncodeForceResourceId() != null
        || hapi.getStripVersionsFromReferences() != null
        || hapi.getDontStripVersionsFromReferencesAtPaths() != null;
  }

  /** The store keeps id and meta in columns. */
  private Parts parts(Resource resource) {
    if (left == null) {
      return Parts.ALL;
    }
    if (resource instanceof Bundle || resource instanceof Parameters) {
      throw new Unusual("elements of resources within to be left out");
    }
    String type = resource.fhirType();
    boolean id = false;
    boolean meta = false;
    for (String element : left) {
      if (element.equals("id") || element.equals(type + ".id")) {
        id = true;
      } else if (element.equals(type + ".meta")) {
        meta = true;
      } else {
        throw new Unusual("elements to be left out");
      }
    }
    if (id) {
      return meta ? Parts.WITHOUT_ID_AND_META : Parts.WITHOUT_ID;
    }
    throw new Unusual("elements to be left out");
  }

  @Override
  public IParser setDontEncodeElements(@Nullable Collection<String> elements) {
    left = elements;
    hapi.setDontEncodeElements(elements);
    return this;
  }

  @Override
  public IParser setServerBaseUrl(@Nullable String url) {
    base = url == null ? "" : url;
    hapi.setServerBaseUrl(url);
    return this;
  }

  @Override
  public IParser setPrettyPrint(boolean pretty) {
    configured |= pretty;
    hapi.setPrettyPrint(pretty);
    return this;
  }

  @Override
  public IParser setEncodeElements(@Nullable Set<String> elements) {
    configured |= elements != null;
    hapi.setEncodeElements(elements);
    return this;
  }

  @Override
  public IParser setSuppressNarratives(boolean suppress) {
    configured |= suppress;
    hapi.setSuppressNarratives(suppress);
    return this;
  }

  @Override
  public @Nullable IIdType getEncodeForceResourceId() {
    return hapi.getEncodeForceResourceId();
  }

  @Override
  public IParser setEncodeForceResourceId(@Nullable IIdType id) {
    hapi.setEncodeForceResourceId(id);
    return this;
  }

  @Override
  public EncodingEnum getEncoding() {
    return hapi.getEncoding();
  }

  @Override
  public @Nullable List<Class<? extends IBaseResource>> getPreferTypes() {
    return hapi.getPreferTypes();
  }

  @Override
  public void setPreferTypes(@Nullable List<Class<? extends IBaseResource>> types) {
    hapi.setPreferTypes(types);
  }

  @Override
  public boolean isOmitResourceId() {
    return hapi.isOmitResourceId();
  }

  @Override
  public IParser setOmitResourceId(boolean omit) {
    hapi.setOmitResourceId(omit);
    return this;
  }

  @Override
  public @Nullable Boolean getStripVersionsFromReferences() {
    return hapi.getStripVersionsFromReferences();
  }

  @Override
  public IParser setStripVersionsFromReferences(@Nullable Boolean strip) {
    hapi.setStripVersionsFromReferences(strip);
    return this;
  }

  @Override
  public boolean isSummaryMode() {
    return hapi.isSummaryMode();
  }

  @Override
  public IParser setSummaryMode(boolean summary) {
    hapi.setSummaryMode(summary);
    return this;
  }

  @Override
  public boolean isEncodeElementsAppliesToChildResourcesOnly() {
    return hapi.isEncodeElementsAppliesToChildResourcesOnly();
  }

  @Override
  public void setEncodeElementsAppliesToChildResourcesOnly(boolean only) {
    hapi.setEncodeElementsAppliesToChildResourcesOnly(only);
  }

  @Override
  public IParser setParserErrorHandler(IParserErrorHandler errors) {
    hapi.setParserErrorHandler(errors);
    return this;
  }

  @Override
  public IParser setOverrideResourceIdWithBundleEntryFullUrl(@Nullable Boolean override) {
    hapi.setOverrideResourceIdWithBundleEntryFullUrl(override);
    return this;
  }

  @Override
  public @Nullable Set<String> getDontStripVersionsFromReferencesAtPaths() {
    return hapi.getDontStripVersionsFromReferencesAtPaths();
  }

  @Override
  public IParser setDontStripVersionsFromReferencesAtPaths(String @Nullable ... paths) {
    return setDontStripVersionsFromReferencesAtPaths(paths == null ? null : Arrays.asList(paths));
  }

  @Override
  public IParser setDontStripVersionsFromReferencesAtPaths(@Nullable Collection<String> paths) {
    hapi.setDontStripVersionsFromReferencesAtPaths(paths);
    return this;
  }

  @Override
  public <T extends IBaseResource> T parseResource(@Nullable Class<T> type, Reader reader) {
    return hapi.parseResource(type, reader);
  }

  @Override
  public <T extends IBaseResource> T parseResource(@Nullable Class<T> type, InputStream stream) {
    return hapi.parseResource(type, stream);
  }

  @Override
  public <T extends IBaseResource> T parseResource(@Nullable Class<T> type, String text) {
    return hapi.parseResource(type, text);
  }

  @Override
  public IBaseResource parseResource(Reader reader) {
    return hapi.parseResource(reader);
  }

  @Override
  public IBaseResource parseResource(InputStream stream) {
    return hapi.parseResource(stream);
  }

  @Override
  public IBaseResource parseResource(String text) {
    return hapi.parseResource(text);
  }

  @Override
  public void parseInto(Reader source, IBase target) throws IOException {
    hapi.parseInto(source, target);
  }
}
