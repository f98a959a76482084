package dev.mortar.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.access.Role;
import dev.mortar.ehr.PublishedKeys;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The keys by which EHRs and identity providers know us. */
@ServerTest
class ClientKeysIT {
  private static final String PATH = "/api/ehr/keys";

  private final TestServer server;

  ClientKeysIT(TestServer server) {
    this.server = server;
  }

  @AfterEach
  void theNewOnesGo() {
    server
        .bean(JdbcClient.class)
        .sql("delete from smart_ehr_key where algorithm like '%#%'")
        .update();
    server.bean(PublishedKeys.class).forget();
  }

  @Test
  void aManagerMakesNewKeysThatArePublishedBesideTheOld() {
    var keys = server.bean(PublishedKeys.class);
    String signs = keys.ids().getFirst();
    assertThat(rotate(server.token(Role.STAFF_PHARMACIST))).isEqualTo(403);
    assertThat(server.send(server.anonymous(PATH).POST(BodyPublishers.noBody())).statusCode())
        .isEqualTo(401);
    assertThat(keys.ids()).hasSize(2);
    assertThat(rotate(server.token(Role.MANAGER))).isEqualTo(200);
    assertThat(keys.ids()).hasSize(4).startsWith(signs);
    String published = server.send(server.anonymous("/.well-known/jwks.json")).body();
    assertThat(keys.ids()).allMatch(published::contains);
    assertThat(published).doesNotContain("\"d\"");
    assertThat(rotate(server.token(Role.MANAGER))).isEqualTo(409);
  }

  private int rotate(String token) {
    return server.send(server.request(PATH, token).POST(BodyPublishers.noBody())).statusCode();
  }
}
