package dev.mortar.authorization;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;

/** What stands before the endpoints; not beans, or the container would put them before all. */
record SignInFilters(
    RateLimit rate, EndpointTrail trail, SignInGuard guard, PatientPicker picker, Grants grants) {

  /** Signing out anywhere ends what apps have while the person is signed in. */
  void signedOut(@Nullable Authentication user) {
    if (user != null) {
      grants.endOnline(user.getName());
    }
  }
}
