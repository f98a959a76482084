package dev.mortar.authorization;

import java.security.Principal;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.http.ResponseEntity;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * {@code GET /oauth2/consent}: asks a person what an app may do, scope by scope. Whatever is sent
 * back, the framework grants only what the app had asked for.
 */
@Controller
final class ConsentPage {
  /** Without these the app would not know whose records it got. */
  private static final Set<String> ALWAYS =
      Set.of("openid", "fhirUser", "profile", "launch", "launch/patient", "launch/encounter");

  private final String page = Pages.read("consent.html");
  private final RegisteredClientRepository clients;
  private final Consents consents;

  ConsentPage(RegisteredClientRepository clients, Consents consents) {
    this.clients = clients;
    this.consents = consents;
  }

  @GetMapping("/oauth2/consent")
  ResponseEntity<String> ask(
      Principal user,
      @RequestParam("client_id") String clientId,
      @RequestParam("scope") String scope,
      @RequestParam("state") String state) {
    RegisteredClient client = clients.findByClientId(clientId);
    if (client == null) {
      return ResponseEntity.badRequest().build();
    }
    consents.forget(client.getId(), user.getName());
    StringBuilder choices = new StringBuilder();
    StringBuilder always = new StringBuilder();
    for (String one : new TreeSet<>(Arrays.asList(scope.strip().split(" +")))) {
      if (ALWAYS.contains(one)) {
        always.append(Pages.fill(ALWAYS_GIVEN, "scope", one));
      } else {
        choices.append(Pages.fill(Pages.fill(CHOICE, "scope", one), "words", ScopeWords.of(one)));
      }
    }
    String filled = page.replace("{{choices}}", choices).replace("{{always}}", always);
    filled = Pages.fill(Pages.fill(filled, "client", client.getClientName()), "state", state);
    return Pages.answer(
        Pages.fill(Pages.fill(filled, "clientId", clientId), "user", user.getName()));
  }

  private static final String CHOICE =
      """
      <label class="choice"><input type="checkbox" name="scope" value="{{scope}}" checked>
      <span>{{words}}<br><small>{{scope}}</small></span></label>
      """;

  private static final String ALWAYS_GIVEN =
      """
      <input type="hidden" name="scope" value="{{scope}}">
      """;
}
