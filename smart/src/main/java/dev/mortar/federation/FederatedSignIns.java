package dev.mortar.federation;

import dev.mortar.authorization.OtherSignIns;
import dev.mortar.authorization.ServerAddress;
import dev.mortar.ehr.CodeRequests;
import dev.mortar.ehr.SmartException;
import dev.mortar.federation.FederationProperties.Provider;
import jakarta.servlet.http.HttpSession;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Sign-in by the identity providers of this installation. */
public final class FederatedSignIns implements OtherSignIns {
  private static final String BY = "mortar.federation.by";
  private static final String TOKEN = "mortar.federation.token";

  private final FederationProperties settings;
  private final Supplier<OpenIdClient> client;
  private final Doorkeeper doorkeeper;
  private final ServerAddress server;

  /**
   * @param client made for the first sign-in
   */
  FederatedSignIns(
      FederationProperties settings,
      Supplier<OpenIdClient> client,
      Doorkeeper doorkeeper,
      ServerAddress server) {
    this.settings = settings;
    this.client = client;
    this.doorkeeper = doorkeeper;
    this.server = server;
  }

  /** The path of ours that begins a sign-in. */
  public static String path(String id) {
    return "/federation/" + id;
  }

  /** The path to which the provider sends people back. */
  static String callback(String id) {
    return path(id) + "/callback";
  }

  @Override
  public List<Way> all() {
    return settings.all().stream().map(one -> new Way(one.label(), path(one.id()))).toList();
  }

  public List<Known> providers() {
    return settings.all().stream()
        .map(one -> new Known(one.id(), one.label(), one.issuer().toString()))
        .toList();
  }

  /**
   * @return where to send the browser
   * @throws SmartException if there is no such provider, or it does not answer
   */
  public URI begin(String id) {
    return client.get().begin(provider(id));
  }

  /**
   * @param answer the parameters with which the browser came back
   * @throws SmartException if it is nobody's, or not to be believed
   */
  public Admission finish(String id, Map<String, String> answer) {
    Provider provider = provider(id);
    return doorkeeper.admit(provider, client.get().finish(provider, answer));
  }

  /** What signing out will need. */
  public void remember(HttpSession session, String id, Admission.Welcome welcome) {
    if (provider(id).client().signOut()) {
      session.setAttribute(BY, id);
      session.setAttribute(TOKEN, welcome.token());
    }
  }

  /**
   * @see <a href="https://openid.net/specs/openid-connect-rpinitiated-1_0.html">OpenID Connect
   *     RP-initiated logout</a>
   */
  @Override
  public Optional<URI> end(HttpSession session) {
    if (!(session.getAttribute(BY) instanceof String id)
        || !(session.getAttribute(TOKEN) instanceof String token)) {
      return Optional.empty();
    }
    try {
      Provider provider = provider(id);
      Map<String, String> asked = new LinkedHashMap<>();
      asked.put("id_token_hint", token);
      asked.put("client_id", provider.client().id());
      asked.put("post_logout_redirect_uri", server.of("/login?signed-out"));
      return client.get().endpoints(provider).end().map(end -> CodeRequests.with(end, asked));
    } catch (SmartException notNow) {
      // Who signs out here is signed out here, whether the provider answers or not.
      return Optional.empty();
    }
  }

  private Provider provider(String id) {
    return settings.all().stream()
        .filter(one -> one.id().equals(id))
        .findFirst()
        .orElseThrow(
            () -> SmartException.refused("This identity provider is not registered here."));
  }

  /**
   * @param label for people
   */
  public record Known(String id, String label, String issuer) {}
}
