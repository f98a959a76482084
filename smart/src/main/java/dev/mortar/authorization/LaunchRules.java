package dev.mortar.authorization;

import dev.mortar.access.Scopes;
import java.util.Map;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;

/** Binds a request to the launch that it names, and finds the launch of a grant again. */
final class LaunchRules {
  private static final String LAUNCH = "launch";

  private final Launches launches;

  LaunchRules(Launches launches) {
    this.launches = launches;
  }

  /**
   * Empty if the launch is right or none is needed; otherwise what is wrong. The handle is taken
   * when the person is known, so that it opens once.
   */
  Optional<String> check(Scopes asked, Map<String, Object> parameters, String client, Object user) {
    Object handle = parameters.get(LAUNCH);
    if (handle == null) {
      return asked.plain().contains(LAUNCH)
          ? Optional.of("The scope launch needs the parameter launch.")
          : Optional.empty();
    }
    if (!(user instanceof Authentication person) || !known(person)) {
      return Optional.empty();
    }
    return launches
        .take(handle.toString(), client, person.getName())
        .filter(launch -> !launch.fromEhr() || asked.plain().contains(LAUNCH))
        .map(launch -> missing(asked, launch))
        .orElse(Optional.of("The launch is unknown, used or too old. Start the app again."));
  }

  private static Optional<String> missing(Scopes asked, Launch launch) {
    return RequestRules.needsPatient(asked) && launch.patient().isEmpty()
        ? Optional.of("The launch has no patient.")
        : Optional.empty();
  }

  /** The launch that led to the grant. */
  Optional<Launch> of(OAuth2Authorization grant) {
    OAuth2AuthorizationRequest request =
        grant.getAttribute(OAuth2AuthorizationRequest.class.getName());
    return Optional.ofNullable(request)
        .map(asked -> asked.getAdditionalParameters().get(LAUNCH))
        .flatMap(handle -> launches.taken(handle.toString()));
  }

  private static boolean known(Authentication person) {
    return person.isAuthenticated()
        && person.getAuthorities().stream()
            .noneMatch(authority -> "ROLE_ANONYMOUS".equals(authority.getAuthority()));
  }
}
