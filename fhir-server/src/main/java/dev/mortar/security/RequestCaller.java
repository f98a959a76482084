package dev.mortar.security;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.AuthenticationException;
import dev.mortar.access.Caller;
import dev.mortar.access.Standing;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;

/** Carries the caller with HAPI's request, because parts of it run on other threads. */
public final class RequestCaller {
  private static final String KEY = RequestCaller.class.getName();

  private RequestCaller() {}

  /** Takes the caller from the thread that received the request, with what is known of them. */
  static void bind(RequestDetails request, Function<Caller, Standing> standings) {
    if (SecurityContextHolder.getContext().getAuthentication()
        instanceof CallerAuthentication known) {
      Caller caller = known.caller();
      request.getUserData().put(KEY, caller.with(standings.apply(caller)));
    }
  }

  /** Empty for a request without a token, which may only ask for the capabilities. */
  public static Optional<Caller> find(@Nullable RequestDetails request) {
    return request != null && request.getUserData().get(KEY) instanceof Caller caller
        ? Optional.of(caller)
        : Optional.empty();
  }

  /** Known also of a request that fails before it is known what it asks for. */
  public static Optional<Caller> sender(RequestDetails request) {
    return find(request)
        .or(
            () ->
                SecurityContextHolder.getContext().getAuthentication()
                        instanceof CallerAuthentication known
                    ? Optional.of(known.caller())
                    : Optional.empty());
  }

  static Caller of(RequestDetails request) {
    return find(request).orElseThrow(() -> new AuthenticationException("No caller is known."));
  }
}
