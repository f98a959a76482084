package dev.mortar.federation;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.mortar.ehr.Http;
import dev.mortar.ehr.SmartException;
import dev.mortar.federation.FederationProperties.Overage;
import dev.mortar.federation.FederationProperties.Provider;
import java.net.URI;
import java.text.ParseException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the groups of somebody whose ID token does not hold them: at UserInfo, or, for somebody in
 * very many, where the settings say. An address that a token or an answer names is never asked, and
 * who may have groups that are not known is refused, not taken for somebody without any.
 *
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#UserInfo">UserInfo</a>
 * @see <a
 *     href="https://openid.net/specs/openid-connect-core-1_0.html#AggregatedDistributedClaims">claims
 *     that lie elsewhere</a>
 */
final class RoleClaims {
  private static final Logger LOG = LoggerFactory.getLogger(RoleClaims.class);

  /** Which claims lie elsewhere; where, as the token says, is of no interest. */
  private static final String ELSEWHERE = "_claim_names";

  /** What Entra says of somebody whose groups would make an address too long. */
  private static final String SOME = "hasgroups";

  private static final String ENTRA_CLAIM = "groups";

  /** Security groups, and those for mail and teams, as in a token. */
  private static final String ALL_GROUPS = "{\"securityEnabledOnly\":false}";

  private static final String MORE = "@odata.nextLink";

  /** Parts of a JWT that only its receiver can read. */
  private static final int ENCRYPTED = 5;

  private final Http http;
  private final OpenIdTokens tokens;

  RoleClaims(Http http, OpenIdTokens tokens) {
    this.http = http;
    this.tokens = tokens;
  }

  /**
   * @param accessToken as the provider gave it beside the ID token
   * @return the same person, with the claim of the settings wherever it was
   * @throws SmartException if it cannot be known what the person's groups are
   */
  Identity complete(
      Provider provider, Endpoints endpoints, Identity identity, @Nullable Object accessToken) {
    String claim = provider.roles().claim();
    if (claim.isEmpty()) {
      return identity;
    }
    Identity known = identity;
    if (endpoints.userInfo().isPresent() && !identity.has(claim) && !isElsewhere(identity, claim)) {
      URI address = endpoints.userInfo().get();
      known =
          identity.with(
              ofRoles(
                  claim, userInfo(provider, endpoints, address, identity, bearer(accessToken))));
    }
    return isElsewhere(known, claim)
        ? known.with(Map.of(claim, overage(provider, known, bearer(accessToken))))
        : known;
  }

  private static boolean isElsewhere(Identity identity, String claim) {
    return identity.claims().get(ELSEWHERE) instanceof Map<?, ?> named
            && (named.containsKey(claim) || named.containsKey(first(claim)))
        || claim.equals(ENTRA_CLAIM) && identity.is(SOME) && !identity.has(claim);
  }

  private static String first(String claim) {
    return claim.split("\\.", 2)[0];
  }

  private static String bearer(@Nullable Object accessToken) {
    if (accessToken instanceof String token && !token.isBlank()) {
      return "Bearer " + token;
    }
    throw new SmartException(
        SmartException.Kind.PERMANENT, "The identity provider gave no access token.");
  }

  /** Of UserInfo only what decides on roles; all else is believed of the ID token alone. */
  private static Map<String, Object> ofRoles(String claim, Map<String, Object> told) {
    Map<String, Object> some = new HashMap<>();
    for (String name : List.of(claim, first(claim), ELSEWHERE, SOME)) {
      Object value = told.get(name);
      if (value != null) {
        some.put(name, value);
      }
    }
    return some;
  }

  private Map<String, Object> userInfo(
      Provider provider, Endpoints endpoints, URI address, Identity identity, String bearer) {
    Map<String, Object> told =
        userInfo(provider, endpoints.keys(), http.text(address, bearer).strip());
    if (!identity.subject().equals(told.get("sub"))) {
      throw SmartException.refused("The UserInfo of the identity provider is of somebody else.");
    }
    return told;
  }

  private Map<String, Object> userInfo(Provider provider, URI keys, String answer) {
    if (answer.startsWith("{")) {
      try {
        return JSONObjectUtils.parse(answer);
      } catch (ParseException e) {
        throw new SmartException(
            SmartException.Kind.PERMANENT, "The UserInfo of the identity provider is no JSON.", e);
      }
    }
    int parts = answer.split("\\.", -1).length;
    if (parts == ENCRYPTED) {
      throw new SmartException(
          SmartException.Kind.PERMANENT,
          "The identity provider encrypts its UserInfo, which is not supported; have it sent as"
              + " JSON or signed.");
    }
    return tokens.verifiedUserInfo(provider, keys, answer);
  }

  private Collection<?> overage(Provider provider, Identity identity, String bearer) {
    Overage overage = provider.roles().overage();
    if (!overage.isSet()) {
      LOG.warn(
          "Somebody who signs in by {} is in more groups than its ID token holds, and was refused."
              + " Set mortar.federation.providers.{}.roles.overage.endpoint (for Microsoft Entra"
              + " https://graph.microsoft.com/v1.0/me/getMemberObjects and the scope User.Read), or"
              + " have the provider send only groups that are assigned to this app.",
          provider.id(),
          provider.id());
      throw new SmartException(
          SmartException.Kind.PERMANENT,
          "You are in more groups at "
              + provider.label()
              + " than a sign-in can name, and this server is not set up to ask for them.");
    }
    Map<String, Object> answer = asked(provider, overage, bearer);
    if (answer.get("sub") instanceof String subject && !subject.equals(identity.subject())) {
      throw SmartException.refused("The groups that " + provider.label() + " tells are not yours.");
    }
    if (!answer.containsKey(MORE)
        && Identity.at(answer, overage.member()).orElse(null) instanceof Collection<?> groups
        && groups.stream().allMatch(String.class::isInstance)) {
      return groups;
    }
    LOG.warn(
        "What mortar.federation.providers.{}.roles.overage.endpoint answers has no whole list of"
            + " texts in {}; whoever is in very many groups cannot sign in.",
        provider.id(),
        overage.member());
    throw new SmartException(
        SmartException.Kind.PERMANENT,
        "Your groups at " + provider.label() + " could not be read as a whole.");
  }

  /** A new sign-in would not help somebody whom the provider does not let ask. */
  private Map<String, Object> asked(Provider provider, Overage overage, String bearer) {
    try {
      return switch (overage.method()) {
        case GET -> http.get(overage.endpoint(), bearer);
        case POST -> http.postJson(overage.endpoint(), ALL_GROUPS, bearer);
      };
    } catch (SmartException failure) {
      if (failure.kind() != SmartException.Kind.REFUSED) {
        throw failure;
      }
      LOG.warn(
          "mortar.federation.providers.{}.roles.overage.endpoint refuses the access tokens of this"
              + " provider: {}. Look at client.scopes, for Microsoft Graph User.Read.",
          provider.id(),
          failure.getMessage());
      throw new SmartException(
          SmartException.Kind.PERMANENT,
          "Your groups at " + provider.label() + " could not be asked for.",
          failure);
    }
  }
}
