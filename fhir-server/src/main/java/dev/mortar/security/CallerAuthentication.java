package dev.mortar.security;

import dev.mortar.access.Caller;
import dev.mortar.access.Role;
import dev.mortar.access.Scopes;
import dev.mortar.authorization.Tokens;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** A caller whose token was verified; its authorities are permission codes and the role. */
public final class CallerAuthentication extends AbstractAuthenticationToken {
  /** What whoever is signed in may do for themselves, and no app for them. */
  static final String OWN_PAGES = "own-pages";

  private static final long serialVersionUID = 1L;
  private static final Scopes EVERYTHING = Scopes.parse("system/*.cruds");

  private final transient Caller caller;

  /**
   * @param permissions what the caller has outside of FHIR, as {@code clinical.read}
   */
  public CallerAuthentication(Caller caller, Set<String> permissions) {
    super(authorities(caller, permissions));
    this.caller = caller;
    setAuthenticated(true);
  }

  public Caller caller() {
    return caller;
  }

  @Override
  public String getCredentials() {
    return "";
  }

  @Override
  public String getPrincipal() {
    return caller.name();
  }

  private static Collection<? extends GrantedAuthority> authorities(
      Caller caller, Set<String> permissions) {
    Stream<String> own = actsAsItself(caller) ? permissions.stream() : Stream.empty();
    Stream<String> pages =
        caller.client().equals(Tokens.OWN_PAGES) ? Stream.of(OWN_PAGES) : Stream.empty();
    return Stream.concat(Stream.of("ROLE_" + caller.role().code()), Stream.concat(pages, own))
        .map(SimpleGrantedAuthority::new)
        .toList();
  }

  /**
   * Outside of FHIR no scope limits what is asked, so there an app that a person uses has none of
   * their permissions, and a program only with the scope for everything.
   */
  private static boolean actsAsItself(Caller caller) {
    return caller.client().equals(Tokens.OWN_PAGES)
        || (caller.role().kind() == Role.Kind.SYSTEM && caller.scopes().cover(EVERYTHING));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CallerAuthentication that && caller.equals(that.caller);
  }

  @Override
  public int hashCode() {
    return caller.hashCode();
  }
}
