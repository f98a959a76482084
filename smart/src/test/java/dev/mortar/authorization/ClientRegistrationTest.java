package dev.mortar.authorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientRegistrationTest {
  private static final String APP =
      """
      {"name": "An app", "kind": "PUBLIC", "redirectUris": ["https://app.example/back"],
       "scopes": ["openid", "patient/*.rs"]}""";

  @Test
  void whatIsLeftOutIsEmpty() {
    ClientRegistration app = ClientRegistration.parse("an-app", APP);
    assertThat(app.id()).isEqualTo("an-app");
    assertThat(app.launchUri()).isEmpty();
    assertThat(app.origins()).isEmpty();
    assertThat(app.signs()).isFalse();
    assertThat(ClientJson.read(ClientJson.write(app))).isEqualTo(app);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '!',
      value = {
        "https://app.example/back ! http://app.example/back",
        "https://app.example/back ! https://app.example/back#part",
        "https://app.example/back ! https://user@app.example/back",
        "https://app.example/back ! javascript:alert(1)",
        "https://app.example/back ! com.example.app:/back",
        "https://app.example/back ! /back",
        "\"PUBLIC\" ! \"BACKEND\"",
        "\"PUBLIC\" ! \"OTHER\"",
        "patient/*.rs ! patient/*.sr",
        "patient/*.rs ! system/*.rs",
        "patient/*.rs ! patient/Observation.rs?subject=x",
        "\"openid\" ! \"admin\"",
        "\"name\": \"An app\" ! \"name\": \"\"",
        "\"name\": \"An app\" ! \"colour\": \"red\"",
        "\"kind\": \"PUBLIC\" ! \"kind\": \"PUBLIC\", \"role\": \"manager\"",
        "\"kind\": \"PUBLIC\" ! \"kind\": \"PUBLIC\", \"origins\": [\"https://app.example/\"]",
        "\"kind\": \"PUBLIC\" ! \"kind\": \"PUBLIC\", \"origins\": [\"*\"]",
        "\"kind\": \"PUBLIC\" ! \"kind\": \"PUBLIC\", \"jwksUri\": \"http://app.example/keys\"",
        "\"kind\": \"PUBLIC\" ! \"kind\": \"PUBLIC\", \"jwks\": \"{}\""
      })
  void whatBreaksARuleIsRefused(String right, String wrong) {
    assertThat(APP).contains(right);
    String json = APP.replace(right, wrong);
    assertThatThrownBy(() -> ClientRegistration.parse("an-app", json))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aNativeAppMayHaveASchemeOfItsOwn() {
    String json = APP.replace("PUBLIC", "NATIVE").replace("https://app.example/", "com.example:/");
    assertThat(ClientRegistration.parse("an-app", json).redirectUris())
        .containsExactly("com.example:/back");
  }

  @Test
  void aProgramHasARoleForProgramsAndOnlySystemScopes() {
    String program =
        """
        {"name": "Laboratory", "kind": "BACKEND", "scopes": ["system/Observation.crus"],
         "role": "%s"}""";
    assertThat(ClientRegistration.parse("lab", program.formatted("system-lab")).role())
        .isEqualTo("system-lab");
    assertThatThrownBy(() -> ClientRegistration.parse("lab", program.formatted("manager")))
        .hasMessageContaining("role");
  }

  @Test
  void onlyAProgramProvesItselfByACertificateAndThenByNothingElse() {
    String program =
        """
        {"name": "Laboratory", "kind": "%s", "scopes": [%s], "role": "%s",
         "redirectUris": [%s], "jwksUri": "%s", "certificateSubject": "%s"}""";
    String scope = "\"system/Observation.crus\"";
    String lab = program.formatted("BACKEND", scope, "system-lab", "", "", "CN=lab, O=Example");
    assertThat(ClientRegistration.parse("lab", lab).isCertified()).isTrue();
    assertThatThrownBy(() -> ClientRegistration.parse("lab", lab.replace("CN=lab", "lab")))
        .hasMessageContaining("distinguished name");
    String both =
        program.formatted("BACKEND", scope, "system-lab", "", "https://lab.example/keys", "CN=lab");
    assertThatThrownBy(() -> ClientRegistration.parse("lab", both))
        .hasMessageContaining("in place of keys");
    String app =
        program.formatted("CONFIDENTIAL", "", "", "\"https://app.example/back\"", "", "CN=app");
    assertThatThrownBy(() -> ClientRegistration.parse("app", app))
        .hasMessageContaining("backend only");
  }
}
