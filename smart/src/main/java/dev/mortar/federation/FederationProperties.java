package dev.mortar.federation;

import dev.mortar.access.Role;
import dev.mortar.ehr.Http;
import java.net.URI;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The identity providers whose sign-in counts here. Nothing is fetched from them until then.
 *
 * @param providers by an id of ours that stands in addresses, as {@code keycloak}; a new one needs
 *     a new redirect address there
 */
@ConfigurationProperties(prefix = "mortar.federation", ignoreUnknownFields = false)
record FederationProperties(@DefaultValue Map<String, Provider> providers) {
  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
  private static final Pattern DOMAIN = Pattern.compile("[a-z0-9-]+(\\.[a-z0-9-]+)+");
  private static final int LONGEST_LABEL = 60;
  private static final int LONGEST_ISSUER = 500;

  FederationProperties {
    Map<String, Provider> named = new TreeMap<>();
    providers.forEach((id, provider) -> named.put(id, provider.named(id)));
    providers = Collections.unmodifiableMap(named);
    var issuers = named.values().stream().map(Provider::issuer).collect(Collectors.toSet());
    check(issuers.size() == named.size(), "two providers have the same issuer.");
  }

  /** In the order of their ids. */
  List<Provider> all() {
    return List.copyOf(providers.values());
  }

  /**
   * @param id the name under which it stands in the settings
   * @param label on the sign-in page, after "Sign in with"
   * @param issuer exactly as it names itself
   * @param secondFactor values of {@code acr} or {@code amr} that count as a second factor here
   */
  record Provider(
      @DefaultValue("") String id,
      @DefaultValue("") String label,
      @DefaultValue("") URI issuer,
      @DefaultValue Client client,
      @DefaultValue People people,
      @DefaultValue Roles roles,
      @DefaultValue List<String> secondFactor) {
    Provider {
      secondFactor = List.copyOf(secondFactor);
      String of = " (provider " + issuer + ")";
      check(!label.isBlank() && label.length() <= LONGEST_LABEL, "label has 1 to 60 letters" + of);
      check(
          issuer.getQuery() == null
              && issuer.getFragment() == null
              && issuer.toString().length() <= LONGEST_ISSUER,
          "issuer has no query and no fragment" + of);
      Http.checkSafe(issuer);
      check(!client.id().isBlank(), "client.id is missing" + of);
      check(
          client.secret().isEmpty() || !client.signed(),
          "client.secret and client.signed exclude each other" + of);
      check(client.scopes().contains("openid"), "client.scopes must contain openid" + of);
      check(
          roles.claim().isEmpty() == roles.map().isEmpty(),
          "roles.claim and roles.map need each other" + of);
      check(
          !people.create() || !roles.map().isEmpty(),
          "people.create needs roles.map, or nobody knew which role to give" + of);
      roles.overage().check(encrypted(issuer), of);
      check(
          !roles.overage().isSet() || !roles.claim().isEmpty(),
          "roles.overage needs roles.claim" + of);
    }

    private Provider named(String name) {
      check(ID.matcher(name).matches(), "an id has small letters, digits and dashes: " + name);
      check(id.isEmpty() || id.equals(name), "the id of a provider is its name: " + name);
      return new Provider(name, label, issuer, client, people, roles, secondFactor);
    }

    /** Addresses of a provider that is spoken to in the clear, on this machine, may be so, too. */
    boolean encrypted() {
      return encrypted(issuer);
    }

    private static boolean encrypted(URI address) {
      return "https".equals(address.getScheme());
    }
  }

  /**
   * @param id by which we are registered there
   * @param secret empty without one
   * @param signed whether we prove who we are by the keys of {@code /.well-known/jwks.json}
   * @param scopes that we ask for
   * @param acrValues what we ask for as {@code acr_values}; empty for nothing
   * @param signOut whether signing out here leads on to signing out there
   */
  record Client(
      @DefaultValue("") String id,
      @DefaultValue("") String secret,
      @DefaultValue("false") boolean signed,
      @DefaultValue({"openid", "profile", "email"}) List<String> scopes,
      @DefaultValue("") String acrValues,
      @DefaultValue("false") boolean signOut) {
    Client {
      scopes = List.copyOf(scopes);
    }

    /** The secret stays out of logs and error messages. */
    @Override
    public String toString() {
      return "Client[" + id + "]";
    }
  }

  /**
   * @param create whether somebody new with a role gets an account at the first sign-in
   * @param nameClaim whose value becomes the name of a new account
   * @param domains of verified e-mail addresses that may come in; empty for all
   */
  record People(
      @DefaultValue("false") boolean create,
      @DefaultValue("preferred_username") String nameClaim,
      @DefaultValue List<String> domains) {
    People {
      domains = List.copyOf(domains);
      for (String domain : domains) {
        check(DOMAIN.matcher(domain).matches(), "people.domains has no such domain: " + domain);
      }
    }
  }

  /**
   * @param claim that names groups or roles; dots lead into objects, as {@code realm_access.roles}
   * @param map the first that fits is the person's role; empty leaves roles to this server
   * @param overage where somebody's groups are asked for who is in too many for a token
   */
  record Roles(
      @DefaultValue("") String claim,
      @DefaultValue List<Mapped> map,
      @DefaultValue Overage overage) {
    Roles {
      map = List.copyOf(map);
      Set<String> values = new HashSet<>();
      for (Mapped one : map) {
        check(values.add(one.value()), "roles.map has the value twice: " + one.value());
      }
    }
  }

  /**
   * Where an ID token says that the groups lie elsewhere (distributed claims; Microsoft Entra does
   * so from 200 groups on), they are asked for here. What the token names as the address is never
   * asked.
   *
   * @param endpoint empty refuses whoever is in so many groups
   * @param method POST sends what Microsoft Graph's {@code getMemberObjects} takes
   * @param member of the JSON answer that lists the groups; dots lead into objects
   */
  record Overage(
      @DefaultValue("") URI endpoint,
      @DefaultValue("POST") Method method,
      @DefaultValue("value") String member) {
    /** How it is asked. */
    enum Method {
      GET,
      POST
    }

    boolean isSet() {
      return !endpoint.toString().isEmpty();
    }

    private void check(boolean encrypted, String of) {
      if (isSet()) {
        Http.checkSafe(endpoint);
        FederationProperties.check(
            !encrypted || "https".equals(endpoint.getScheme()),
            "roles.overage.endpoint is no https address" + of);
        FederationProperties.check(
            endpoint.getFragment() == null, "roles.overage.endpoint has no fragment" + of);
        FederationProperties.check(!member.isBlank(), "roles.overage.member is missing" + of);
      }
    }
  }

  /**
   * @param value of the claim
   * @param role code of a role for staff
   */
  record Mapped(@DefaultValue("") String value, @DefaultValue("") String role) {
    Mapped {
      check(!value.isBlank(), "roles.map has an entry without a value.");
      check(
          Role.ofCode(role).filter(one -> one.kind() == Role.Kind.STAFF).isPresent(),
          "roles.map has no role for staff: " + role);
    }

    Role known() {
      return Role.ofCode(role).orElseThrow();
    }
  }

  private static void check(boolean right, String rule) {
    if (!right) {
      throw new IllegalArgumentException("mortar.federation: " + rule);
    }
  }
}
