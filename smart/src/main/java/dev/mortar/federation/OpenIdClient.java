package dev.mortar.federation;

import dev.mortar.ehr.CodeRequests;
import dev.mortar.ehr.Http;
import dev.mortar.ehr.Launching;
import dev.mortar.ehr.Launchings;
import dev.mortar.ehr.Proof;
import dev.mortar.ehr.ProvenRequests;
import dev.mortar.ehr.PublishedKeys;
import dev.mortar.ehr.SmartException;
import dev.mortar.federation.FederationProperties.Provider;
import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Asks a provider who somebody is: a code with proof key, bound to state and nonce, at one address
 * of ours for each provider.
 *
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#CodeFlowAuth">OpenID Connect,
 *     code flow</a>
 */
final class OpenIdClient {
  private final Launchings begun;
  private final PublishedKeys keys;
  private final Function<String, String> redirect;
  private final Clock clock;
  private final CodeRequests codes = new CodeRequests();
  private final OpenIdDiscovery discovery;
  private final ProvenRequests requests;
  private final OpenIdTokens tokens;
  private final RoleClaims roles;

  /**
   * @param redirect the address of ours for a provider's id
   */
  OpenIdClient(
      Launchings begun, PublishedKeys keys, Function<String, String> redirect, Clock clock) {
    this.begun = begun;
    this.keys = keys;
    this.redirect = redirect;
    this.clock = clock;
    Http http = new Http();
    this.discovery = new OpenIdDiscovery(http, clock);
    this.requests = new ProvenRequests(http);
    this.tokens = new OpenIdTokens(http, clock);
    this.roles = new RoleClaims(http, tokens);
  }

  /** Where to send the browser. */
  URI begin(Provider provider) {
    URI authorize = discovery.of(provider).authorize();
    URI back = redirect(provider);
    String state = codes.secret();
    var waiting =
        new Launching(
            provider.issuer().toString(), codes.secret(), codes.secret(), back, clock.instant());
    begun.keep(state, waiting);
    Map<String, String> asked = new LinkedHashMap<>();
    asked.put("response_type", "code");
    asked.put("client_id", provider.client().id());
    asked.put("redirect_uri", back.toString());
    asked.put("scope", String.join(" ", provider.client().scopes()));
    asked.put("state", state);
    asked.put("nonce", waiting.nonce());
    asked.put("code_challenge", CodeRequests.challenge(waiting.verifier()));
    asked.put("code_challenge_method", "S256");
    if (!provider.client().acrValues().isEmpty()) {
      asked.put("acr_values", provider.client().acrValues());
    }
    return CodeRequests.with(authorize, asked);
  }

  /**
   * The browser is back, and nobody gets the same answer twice.
   *
   * @throws SmartException if nobody waits for it, or the provider or the person said no
   */
  Identity finish(Provider provider, Map<String, String> answer) {
    Launching waiting =
        begun
            .take(answer.getOrDefault("state", ""))
            .filter(one -> one.iss().equals(provider.issuer().toString()))
            .filter(one -> one.redirect().equals(redirect(provider)))
            .orElseThrow(() -> SmartException.refused("This sign-in is unknown, used or too old."));
    Endpoints endpoints = discovery.of(provider);
    checkAnswer(provider, endpoints, answer);
    Map<String, Object> got =
        requests.post(
            endpoints.token(),
            provider.client().id(),
            proof(provider),
            exchange(provider, waiting, answer.getOrDefault("code", "")));
    if (!(got.get("id_token") instanceof String token)) {
      throw new SmartException(
          SmartException.Kind.PERMANENT, "The identity provider gave no ID token.");
    }
    Identity identity = tokens.verified(provider, endpoints.keys(), token, waiting.nonce());
    return roles.complete(provider, endpoints, identity, got.get("access_token"));
  }

  /** Some providers want the client's id beside a signed assertion, which the RFC allows. */
  private static Map<String, String> exchange(Provider provider, Launching waiting, String code) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "authorization_code");
    form.put("code", code);
    form.put("redirect_uri", waiting.redirect().toString());
    form.put("code_verifier", waiting.verifier());
    if (provider.client().signed()) {
      form.put("client_id", provider.client().id());
    }
    return form;
  }

  Endpoints endpoints(Provider provider) {
    return discovery.of(provider);
  }

  /**
   * An answer that names its issuer names the one to which the browser was sent, and a provider
   * that promises to name itself does so, with a refusal as well.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc9207">RFC 9207</a>
   */
  private static void checkAnswer(
      Provider provider, Endpoints endpoints, Map<String, String> answer) {
    String named = answer.getOrDefault("iss", "");
    boolean silent = named.isEmpty() && !endpoints.namesItself();
    if (!silent && !named.equals(provider.issuer().toString())) {
      throw SmartException.refused("Another identity provider answered than was asked.");
    }
    if (answer.containsKey("error") || !answer.containsKey("code")) {
      throw SmartException.refused("The identity provider did not let you in.");
    }
  }

  private Proof proof(Provider provider) {
    if (provider.client().signed()) {
      return new Proof.Signed(keys);
    }
    return provider.client().secret().isEmpty()
        ? new Proof.None()
        : new Proof.Secret(provider.client().secret());
  }

  private URI redirect(Provider provider) {
    return URI.create(redirect.apply(provider.id()));
  }
}
