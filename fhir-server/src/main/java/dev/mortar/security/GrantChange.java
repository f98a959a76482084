package dev.mortar.security;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * What a request has changed of somebody's rights, for the trail.
 *
 * @param before what they could do until then
 * @param after what they can do now
 * @param reason why, in the words of whoever did it; empty if they gave none
 */
public record GrantChange(String before, String after, String reason) {
  private static final String KEY = GrantChange.class.getName();

  public static List<GrantChange> of(HttpServletRequest request) {
    return request.getAttribute(KEY) instanceof List<?> changes
        ? changes.stream().map(GrantChange.class::cast).toList()
        : List.of();
  }

  public static List<GrantChange> of(RequestDetails request) {
    return servlet(request).map(GrantChange::of).orElse(List.of());
  }

  /** What follows in the same request is told by itself. */
  public static void forget(RequestDetails request) {
    servlet(request).ifPresent(one -> one.removeAttribute(KEY));
  }

  void note(RequestDetails request) {
    servlet(request).ifPresent(this::note);
  }

  /** Notes it with the request that this thread serves, if it serves one. */
  void note() {
    if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes served) {
      note(served.getRequest());
    }
  }

  private void note(HttpServletRequest request) {
    List<GrantChange> all = new ArrayList<>(of(request));
    all.add(this);
    request.setAttribute(KEY, all);
  }

  private static Optional<HttpServletRequest> servlet(RequestDetails request) {
    return request instanceof ServletRequestDetails details
        ? Optional.ofNullable(details.getServletRequest())
        : Optional.empty();
  }
}
