package dev.mortar.authorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mortar.authorization.EndpointCall.Kind;
import jakarta.servlet.FilterChain;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** What the tests of the server cannot make an endpoint do. */
class EndpointTrailTest {
  private final List<Object> told = new ArrayList<>();
  private final EndpointTrail trail = new EndpointTrail(told::add);

  @Test
  void anEndpointThatBreaksDownIsToldToo() {
    for (String path : List.of("/oauth2/token", "/oauth2/authorize")) {
      assertThatThrownBy(() -> ask(path, broken())).isInstanceOf(IOException.class);
    }
    assertThat(told)
        .containsExactly(
            new EndpointCall(Kind.TOKEN, "app", "app", "127.0.0.1", false),
            new EndpointCall(Kind.AUTHORIZATION, "app", "app", "127.0.0.1", false));
  }

  @Test
  void whatOnlyLeadsOnIsNotTold() throws Exception {
    ask(
        "/oauth2/authorize",
        (request, response) ->
            ((MockHttpServletResponse) response).sendRedirect("/login?continue=1"));
    assertThat(told).isEmpty();
  }

  private static FilterChain broken() {
    return (request, response) -> {
      throw new IOException("The database is gone");
    };
  }

  private void ask(String path, FilterChain chain) throws Exception {
    var request = new MockHttpServletRequest("POST", path);
    request.setParameter("client_id", "app");
    trail.doFilter(request, new MockHttpServletResponse(), chain);
  }
}
