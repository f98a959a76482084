package dev.mortar.ehr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class EhrPropertiesTest {
  private static final Map<String, String> SITE =
      Map.of(
          "mortar.ehr.sites.north.base",
          "https://ehr.example/fhir",
          "mortar.ehr.sites.north.client-id",
          "us");

  @Test
  void thereIsNoEhrUntilOneIsRegisteredAndItsSignInDoesNotCountHere() {
    assertThat(bind(Map.of("mortar.other", "x")).sites()).isEmpty();
    assertThat(bind(SITE).sites())
        .containsEntry(
            "north",
            new EhrProperties.Site(
                URI.create("https://ehr.example/fhir"),
                "us",
                EhrProperties.How.SIGNED,
                "",
                Dialect.STANDARD,
                List.of("openid", "fhirUser", "patient/Patient.rs"),
                false,
                new EhrProperties.Cds("", "", Set.of(), Set.of())));
  }

  @Test
  void anEhrMayCallOnlyWithItsIssuerItsKeysAndTheIdentifiersItKnowsPatientsBy() {
    Map<String, String> all = new HashMap<>(SITE);
    all.put("mortar.ehr.sites.north.cds.issuer", "https://ehr.example");
    assertThatThrownBy(() -> bind(all)).isInstanceOf(BindException.class);
    all.put("mortar.ehr.sites.north.cds.keys", "https://ehr.example/keys");
    assertThatThrownBy(() -> bind(all)).isInstanceOf(BindException.class);
    all.put("mortar.ehr.sites.north.cds.identifiers", "urn:mrn");
    all.put("mortar.ehr.sites.north.cds.origins", "https://app.example");
    assertThat(bind(all).sites().values())
        .allMatch(site -> site.cds().calls() && site.cds().identifiers().contains("urn:mrn"));
    for (String origin : List.of("https://app.example/", "http://app.example", "*")) {
      all.put("mortar.ehr.sites.north.cds.origins", origin);
      assertThatThrownBy(() -> bind(all)).as(origin).isInstanceOf(BindException.class);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "proof, fingerprint",
    "proof, secret",
    "secret, only-that",
    "dialect, klingon",
    "base, http://ehr.example/fhir",
    "base, https://ehr.example/fhir/",
    "client-id, ''",
    "clientt-id, x",
    "cds.issuer, https://ehr.example",
    "cds.keys, http://ehr.example/keys",
    "cds.isuer, x"
  })
  void aWrongValueOrAMisspeltKeyStopsTheStart(String key, String value) {
    Map<String, String> all = new HashMap<>(SITE);
    all.put("mortar.ehr.sites.north." + key, value);
    assertThatThrownBy(() -> bind(all)).isInstanceOf(BindException.class);
  }

  @Test
  void aSecretStaysOutOfLogs() {
    Map<String, String> all = new HashMap<>(SITE);
    all.put("mortar.ehr.sites.north.proof", "secret");
    all.put("mortar.ehr.sites.north.secret", "s3cret");
    assertThat(bind(all).toString()).doesNotContain("s3cret");
  }

  private static EhrProperties bind(Map<String, String> settings) {
    var source = new MapConfigurationPropertySource(settings);
    return new Binder(source)
        .bindOrCreate(
            "mortar.ehr",
            Bindable.of(EhrProperties.class),
            new NoUnboundElementsBindHandler(BindHandler.DEFAULT));
  }
}
