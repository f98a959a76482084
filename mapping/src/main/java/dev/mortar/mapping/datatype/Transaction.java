package dev.mortar.mapping.datatype;

import dev.mortar.mapping.DeterministicId;
import dev.mortar.mapping.Entries;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/** The FHIR transaction under construction; its entries follow {@link Entries}. */
public final class Transaction {
  private final Bundle bundle = new Bundle().setType(Bundle.BundleType.TRANSACTION);
  private final Map<String, String> fullUrls = new LinkedHashMap<>();
  private final Set<String> implied = new HashSet<>();
  private final @Nullable Instant eventTime;

  Transaction(@Nullable Instant eventTime) {
    this.eventTime = eventTime;
  }

  /** Upsert by business identifier. The same identifier twice is one entry, the first. */
  public Reference byIdentifier(Resource resource, Identifier identifier) {
    return byIdentifier(resource, identifier.getSystem(), identifier.getValue());
  }

  public Reference byIdentifier(Resource resource, @Nullable String system, String value) {
    String type = resource.fhirType();
    String token = (system == null ? "" : encode(system)) + "%7C" + encode(value);
    String id = DeterministicId.of(type, system == null ? "" : system, value);
    return add(resource, type + "?identifier=" + token, id);
  }

  /** Upsert by an id made of business keys, the most general one first. */
  public Reference byKeys(Resource resource, String... keys) {
    String type = resource.fhirType();
    String id = DeterministicId.of(type, keys);
    resource.setId(id);
    return add(resource, type + "/" + id, id);
  }

  /**
   * What the message speaks of without describing it, by an id made of business keys: it brings no
   * event time, so that an older message may still describe it, and yields to a description in the
   * same message.
   */
  public Reference implied(Resource resource, String... keys) {
    String type = resource.fhirType();
    String id = DeterministicId.of(type, keys);
    resource.setId(id);
    String url = type + "/" + id;
    String known = fullUrls.get(url);
    if (known != null) {
      return new Reference(known);
    }
    implied.add(url);
    return put(resource, url, id);
  }

  /** References to everything in here, in order. */
  public List<Reference> references() {
    List<Reference> references = new ArrayList<>(fullUrls.size());
    fullUrls.values().forEach(url -> references.add(new Reference(url)));
    return references;
  }

  /**
   * The resource behind a reference that this transaction gave.
   *
   * @throws java.util.NoSuchElementException for any other reference
   */
  public Resource resource(Reference reference) {
    return entry(reference.getReference()).getResource();
  }

  public boolean isEmpty() {
    return fullUrls.isEmpty();
  }

  public Bundle bundle() {
    return bundle;
  }

  private Reference add(Resource resource, String url, String id) {
    String known = fullUrls.get(url);
    if (known != null && !implied.remove(url)) {
      return new Reference(known);
    }
    if (eventTime != null) {
      Entries.markEventTime(resource, eventTime);
    }
    if (known != null) {
      entry(known).setResource(resource);
      return new Reference(known);
    }
    return put(resource, url, id);
  }

  private Reference put(Resource resource, String url, String id) {
    String fullUrl = "urn:uuid:" + id;
    fullUrls.put(url, fullUrl);
    bundle
        .addEntry()
        .setFullUrl(fullUrl)
        .setResource(resource)
        .getRequest()
        .setMethod(Bundle.HTTPVerb.PUT)
        .setUrl(url);
    return new Reference(fullUrl);
  }

  private Bundle.BundleEntryComponent entry(String fullUrl) {
    return bundle.getEntry().stream()
        .filter(entry -> entry.getFullUrl().equals(fullUrl))
        .findFirst()
        .orElseThrow();
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
