package dev.mortar.authorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.context.FhirContext;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Endpoint;
import org.hl7.fhir.r4.model.Organization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class BrandBundleTest {
  private static final ServerAddress SERVER = new ServerAddress(URI.create("https://m.example"));
  private static final BrandProperties BRAND =
      new BrandProperties(
          "Löwen & Co",
          "https://loewen.example",
          "https://loewen.example/logo.svg",
          "apps@loewen.example",
          Instant.parse("2026-11-20T10:00:00Z"));

  @Test
  void anAppFindsTheBrandByItsIdentifierAndTheServerByTheBrand() throws Exception {
    Bundle bundle =
        FhirContext.forR4Cached()
            .newJsonParser()
            .parseResource(Bundle.class, ask("").getContentAsString(StandardCharsets.UTF_8));
    assertThat(bundle.getTimestamp().toInstant()).isEqualTo(BRAND.updated());
    Organization brand = (Organization) bundle.getEntry().getFirst().getResource();
    Map<String, Object> identifier = BrandBundle.identifier(BRAND, SERVER);
    assertThat(brand.getIdentifierFirstRep().getValue()).isEqualTo(identifier.get("value"));
    assertThat(brand.getIdentifierFirstRep().getSystem()).isEqualTo(identifier.get("system"));
    assertThat(brand.getName()).isEqualTo("Löwen & Co");
    assertThat(brand.getEndpointFirstRep().getReference())
        .isEqualTo(bundle.getEntry().getLast().getFullUrl());
    Endpoint endpoint = (Endpoint) bundle.getEntry().getLast().getResource();
    assertThat(endpoint.getAddress()).isEqualTo("https://m.example/fhir");
    assertThat(endpoint.getContactFirstRep().getValue()).isEqualTo("apps@loewen.example");
  }

  @Test
  void whoHasTheNewestIsToldSo() throws Exception {
    MockHttpServletResponse first = ask("");
    assertThat(first.getHeader("ETag")).startsWith("W/");
    assertThat(first.getHeader("Access-Control-Allow-Origin")).isEqualTo("*");
    MockHttpServletResponse second = ask(String.valueOf(first.getHeader("ETag")));
    assertThat(second.getStatus()).isEqualTo(304);
    assertThat(second.getContentAsByteArray()).isEmpty();
  }

  @Test
  void withoutSettingsTheServerNamesItself() {
    BrandProperties none = bind(Map.of("mortar.other", "x"));
    assertThat(none)
        .isEqualTo(
            new BrandProperties("Pharmacy", "", "", "", Instant.parse("2026-11-01T00:00:00Z")));
    assertThat(BrandBundle.identifier(none, SERVER)).containsEntry("value", "https://m.example/");
  }

  @ParameterizedTest
  @CsvSource({"name, ''", "website, http://plain.example", "logo, ftp://x", "nmae, x"})
  void aWrongValueOrAMisspeltKeyStopsTheStart(String key, String value) {
    assertThatThrownBy(() -> bind(Map.of("mortar.brand." + key, value)))
        .isInstanceOf(BindException.class);
  }

  private static BrandProperties bind(Map<String, String> settings) {
    return new Binder(new MapConfigurationPropertySource(settings))
        .bindOrCreate(
            "mortar.brand",
            Bindable.of(BrandProperties.class),
            new NoUnboundElementsBindHandler(BindHandler.DEFAULT));
  }

  private static MockHttpServletResponse ask(String tag) throws ServletException, IOException {
    var request = new MockHttpServletRequest("GET", BrandBundle.PATH);
    if (!tag.isEmpty()) {
      request.addHeader("If-None-Match", tag);
    }
    var response = new MockHttpServletResponse();
    new BrandBundle(BRAND, SERVER).service(request, response);
    return response;
  }
}
