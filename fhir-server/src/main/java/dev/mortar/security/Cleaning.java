package dev.mortar.security;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import dev.mortar.storage.StorageInterceptor;
import dev.mortar.storage.upload.Uploads;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Composition;
import org.hl7.fhir.r4.model.Composition.SectionComponent;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Element;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.Narrative;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.UriType;
import org.hl7.fhir.utilities.xhtml.XhtmlNode;
import org.jspecify.annotations.Nullable;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;
import org.owasp.html.Sanitizers;

/**
 * Takes out of what is stored whatever a browser would run: narratives keep their text and their
 * form, and an address that is a script is refused, as are files that are not taken. It hears of
 * every way into the store.
 */
@Interceptor(order = RequestGate.ORDER - 10)
public final class Cleaning implements StorageInterceptor {
  private static final Set<String> SCRIPTS = Set.of("javascript", "vbscript", "livescript");

  /** What FHIR allows in a narrative, without pictures, which would be fetched from elsewhere. */
  private static final PolicyFactory SAFE =
      Sanitizers.FORMATTING
          .and(Sanitizers.BLOCKS)
          .and(Sanitizers.TABLES)
          .and(Sanitizers.STYLES)
          .and(
              new HtmlPolicyBuilder()
                  .allowElements("a", "hr", "dl", "dt", "dd", "pre", "caption")
                  .allowUrlProtocols("https", "http", "mailto", "tel")
                  .allowAttributes("href")
                  .onElements("a")
                  .allowAttributes("id", "class", "title", "lang", "dir")
                  .globally()
                  .toFactory());

  private final FhirContext fhir;
  private final Uploads uploads;

  Cleaning(FhirContext fhir, Uploads uploads) {
    this.fhir = fhir;
    this.uploads = uploads;
  }

  @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED)
  public void beforeCreating(@Nullable RequestDetails request, IBaseResource resource) {
    clean(request, null, resource);
  }

  @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED)
  public void beforeUpdating(
      @Nullable RequestDetails request, @Nullable IBaseResource before, IBaseResource after) {
    clean(request, before, after);
  }

  /** The definitions that the server installs by itself are its own. */
  private void clean(
      @Nullable RequestDetails request, @Nullable IBaseResource before, IBaseResource resource) {
    boolean ours = RequestCaller.find(request).isEmpty();
    if (!(resource instanceof Resource stored) || ours && resource instanceof MetadataResource) {
      return;
    }
    cleanTexts(stored);
    List<Attachment> files = new ArrayList<>();
    // Everything in one walk, which every write pays.
    for (Element part :
        fhir.newTerser().getAllPopulatedChildElementsOfType(stored, Element.class)) {
      switch (part) {
        case UriType uri -> refuseScript(uri);
        case Attachment file when file.hasData() -> files.add(file);
        default -> {}
      }
    }
    if (ours) {
      uploads.scan(stored, files);
    } else {
      uploads.check(stored, files, files.isEmpty() ? List.of() : files(before));
    }
  }

  private List<Attachment> files(@Nullable IBaseResource before) {
    return before == null
        ? List.of()
        : fhir.newTerser().getAllPopulatedChildElementsOfType(before, Attachment.class);
  }

  private static void cleanTexts(Resource resource) {
    if (resource instanceof DomainResource domain) {
      cleanText(domain.hasText() ? domain.getText() : null);
      domain.getContained().forEach(Cleaning::cleanTexts);
    }
    if (resource instanceof Composition composition) {
      cleanSections(composition.getSection());
    }
    if (resource instanceof Bundle bundle) {
      bundle.getEntry().stream()
          .filter(Bundle.BundleEntryComponent::hasResource)
          .forEach(entry -> cleanTexts(entry.getResource()));
    }
  }

  private static void cleanSections(List<SectionComponent> sections) {
    for (SectionComponent section : sections) {
      cleanText(section.hasText() ? section.getText() : null);
      cleanSections(section.getSection());
    }
  }

  private static void cleanText(@Nullable Narrative text) {
    if (text == null || !text.hasDiv()) {
      return;
    }
    String html = text.getDivAsString();
    String safe = SAFE.sanitize(html);
    if (!safe.equals(html)) {
      XhtmlNode div = new XhtmlNode();
      div.setValueAsString(safe.isBlank() ? "<div></div>" : safe);
      div.setAttribute("xmlns", XhtmlNode.XMLNS);
      text.setDiv(div);
    }
  }

  private static void refuseScript(UriType uri) {
    String value = uri.getValue();
    int colon = value == null ? -1 : value.indexOf(':');
    if (colon <= 0) {
      return;
    }
    // Browsers skip blanks and control characters in front of a scheme and within it.
    String scheme =
        value.substring(0, colon).replaceAll("[\\p{Cntrl}\\s]", "").toLowerCase(Locale.ROOT);
    boolean page =
        scheme.equals("data")
            && value.toLowerCase(Locale.ROOT).matches("data:\\s*(text/html|image/svg).*");
    if (page || SCRIPTS.contains(scheme)) {
      throw new UnprocessableEntityException(
          "An address that a browser would run is not stored: " + scheme + ":");
    }
  }
}
