package dev.mortar.security;

import dev.mortar.access.Caller;
import dev.mortar.access.Permission;
import java.util.Collection;
import java.util.stream.Stream;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** A caller whose token was verified; its authorities are permission codes and the role. */
public final class CallerAuthentication extends AbstractAuthenticationToken {
  private static final long serialVersionUID = 1L;

  private final transient Caller caller;

  public CallerAuthentication(Caller caller) {
    super(authorities(caller));
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

  private static Collection<? extends GrantedAuthority> authorities(Caller caller) {
    return Stream.concat(
            Stream.of("ROLE_" + caller.role().code()),
            Permission.of(caller.role()).stream().map(Permission::code))
        .map(SimpleGrantedAuthority::new)
        .toList();
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
