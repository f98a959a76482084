package dev.mortar.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class FederationPropertiesTest {
  private static final String FIRST = "mortar.federation.providers.keycloak.";
  private static final String GRAPH = "https://graph.microsoft.com/v1.0/me/getMemberObjects";
  private static final Map<String, String> PROVIDER =
      Map.of(
          FIRST + "label", "the clinic",
          FIRST + "issuer", "https://id.clinic.example/realms/clinic",
          FIRST + "client.id", "mortar");

  @Test
  void thereIsNoProviderUntilOneIsSet() {
    assertThat(bind(Map.of("mortar.other", "x")).providers()).isEmpty();
  }

  @Test
  void aProviderKnowsLinkedPeopleOnlyAndSaysNothingOfRolesUnlessItIsTold() {
    FederationProperties.Provider provider = bind(PROVIDER).all().getFirst();
    assertThat(provider.id()).isEqualTo("keycloak");
    assertThat(provider.client().scopes()).containsExactly("openid", "profile", "email");
    assertThat(provider.client().signed()).isFalse();
    assertThat(provider.client().signOut()).isFalse();
    assertThat(provider.people().create()).isFalse();
    assertThat(provider.people().nameClaim()).isEqualTo("preferred_username");
    assertThat(provider.people().domains()).isEmpty();
    assertThat(provider.roles().map()).isEmpty();
    assertThat(provider.roles().overage().isSet()).isFalse();
    assertThat(provider.secondFactor()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "id, another",
    "label, ''",
    "issuer, http://id.clinic.example/",
    "issuer, https://id.clinic.example/?realm=x",
    "issuer, https://someone@id.clinic.example/",
    "client.id, ''",
    "client.scopes, profile",
    "client.signd, true",
    "people.create, true",
    "people.domains, @clinic.example",
    "roles.claim, groups",
    "labell, x"
  })
  void aWrongValueOrAMisspeltKeyStopsTheStart(String key, String value) {
    Map<String, String> all = new HashMap<>(PROVIDER);
    all.put(FIRST + key, value);
    assertThatThrownBy(() -> bind(all)).isInstanceOf(BindException.class);
  }

  @ParameterizedTest
  @CsvSource({"/staff, pharmacist", "/staff, patient", "/staff, system-ehr", "'', manager"})
  void aRoleThatIsNotOneOfTheStaffsStopsTheStart(String value, String role) {
    Map<String, String> all = new HashMap<>(PROVIDER);
    all.put(FIRST + "roles.claim", "groups");
    all.put(FIRST + "roles.map[0].value", value);
    all.put(FIRST + "roles.map[0].role", role);
    assertThatThrownBy(() -> bind(all))
        .isInstanceOf(BindException.class)
        .rootCause()
        .hasMessageContaining("mortar.federation: roles.map");
  }

  @Test
  void whoIsInVeryManyGroupsIsAskedForWhereTheSettingsSay() {
    FederationProperties.Overage overage =
        bind(overage("endpoint", GRAPH)).all().getFirst().roles().overage();
    assertThat(overage.isSet()).isTrue();
    assertThat(overage.endpoint()).hasToString(GRAPH);
    assertThat(overage.method()).isEqualTo(FederationProperties.Overage.Method.POST);
    assertThat(overage.member()).isEqualTo("value");
    Map<String, String> withoutRoles = new HashMap<>(PROVIDER);
    withoutRoles.put(FIRST + "roles.overage.endpoint", GRAPH);
    assertThatThrownBy(() -> bind(withoutRoles))
        .rootCause()
        .hasMessageContaining("roles.overage needs roles.claim");
  }

  @ParameterizedTest
  @CsvSource({
    "endpoint, http://graph.microsoft.com/v1.0/me/getMemberObjects",
    "endpoint, http://127.0.0.1/groups",
    "endpoint, https://someone@graph.microsoft.com/",
    "endpoint, https://graph.microsoft.com/#groups",
    "endpoint, /me/getMemberObjects",
    "method, PUT",
    "member, ''",
    "endpont, x"
  })
  void aWrongSettingOfVeryManyGroupsStopsTheStart(String key, String value) {
    Map<String, String> all = overage("endpoint", GRAPH);
    all.put(FIRST + "roles.overage." + key, value);
    assertThatThrownBy(() -> bind(all)).isInstanceOf(BindException.class);
  }

  private static Map<String, String> overage(String key, String value) {
    Map<String, String> all = new HashMap<>(PROVIDER);
    all.put(FIRST + "roles.claim", "groups");
    all.put(FIRST + "roles.map[0].value", "7");
    all.put(FIRST + "roles.map[0].role", "manager");
    all.put(FIRST + "roles.overage." + key, value);
    return all;
  }

  @Test
  void whatContradictsItselfStopsTheStart() {
    Map<String, String> both = new HashMap<>(PROVIDER);
    both.put(FIRST + "client.secret", "s3cret");
    both.put(FIRST + "client.signed", "true");
    assertThatThrownBy(() -> bind(both))
        .rootCause()
        .hasMessageContaining("exclude each other (provider https://id")
        .hasMessageNotContaining("s3cret");
    Map<String, String> twice = new HashMap<>(PROVIDER);
    PROVIDER.forEach((key, value) -> twice.put(key.replace("keycloak", "another"), value));
    assertThatThrownBy(() -> bind(twice)).rootCause().hasMessageContaining("the same issuer");
  }

  @Test
  void aSecretStaysOutOfLogs() {
    Map<String, String> all = new HashMap<>(PROVIDER);
    all.put(FIRST + "client.secret", "s3cret");
    assertThat(bind(all).toString()).doesNotContain("s3cret");
    assertThat(bind(all).all().getFirst().client().secret()).isEqualTo("s3cret");
    assertThat(List.of(bind(all).all().getFirst().client()).toString()).doesNotContain("s3cret");
  }

  static FederationProperties bind(Map<String, String> settings) {
    var source = new MapConfigurationPropertySource(settings);
    return new Binder(source)
        .bindOrCreate(
            "mortar.federation",
            Bindable.of(FederationProperties.class),
            new NoUnboundElementsBindHandler(BindHandler.DEFAULT));
  }
}
