package dev.mortar.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;

class HeaderTokenTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bearer",
        "Bearer ",
        "Bearer  two",
        "Bearer a",
        "bearer aZ09-._~+/==",
        "BEARER a.b.c",
        "Bearer =",
        "Bearer a=b",
        "Bearer a b",
        "Bearer a ",
        "Bearer\ta",
        "Bearer ä",
        "Bearer a,Bearer b",
        "Bearera",
        "Basic Bearer",
        "DPoP abc",
        " Bearer abc"
      })
  void itFindsWhatSpringsOwnFinds(String header) {
    assertThat(found(new HeaderToken(), header))
        .isEqualTo(found(new DefaultBearerTokenResolver(), header));
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST"})
  void aTokenAmongTheParametersIsNone(String method) {
    var request = new MockHttpServletRequest(method, "/fhir/Patient");
    request.setContentType("application/x-www-form-urlencoded");
    request.setParameter("access_token", "abc");
    request.setQueryString("access_token=abc");
    assertThat(new HeaderToken().resolve(request)).isNull();
  }

  private static String found(BearerTokenResolver resolver, String header) {
    var request = new MockHttpServletRequest("GET", "/fhir/Patient");
    request.addHeader("Authorization", header);
    try {
      return Optional.ofNullable(resolver.resolve(request)).orElse("none");
    } catch (OAuth2AuthenticationException e) {
      return e.getError().toString();
    }
  }
}
