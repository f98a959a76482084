package dev.mortar.authorization;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.security.core.GrantedAuthority;

/** What a session says about how its person signed in. */
public final class SignIns {
  /** By our own page, and not by that of an EHR. */
  public static final String OWN = "sign-in-own";

  /** A passkey had part in it. */
  public static final String PASSKEY = "sign-in-passkey";

  /** A password had part in it. */
  public static final String PASSWORD = "sign-in-password";

  /** A code of a telephone, or a recovery code, had part in it. */
  public static final String CODE = "sign-in-code";

  /** An identity provider signed the person in. */
  public static final String FEDERATED = "sign-in-federated";

  /** The identity provider asked for a second factor, which counts here. */
  public static final String SECOND_FACTOR = "sign-in-second-factor";

  /** Classes that our tokens name in {@code acr}: how many factors were asked for. */
  static final String ONE_FACTOR = "urn:mortar:acr:1";

  /** What a challenge asks for whose request needs a second factor. */
  public static final String TWO_FACTORS = "urn:mortar:acr:2";

  private SignIns() {}

  /**
   * Empty for who came from an EHR, which says nothing about it.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc8176">RFC 8176, authentication methods</a>
   */
  static List<String> methods(Collection<? extends GrantedAuthority> how) {
    var known = how.stream().map(GrantedAuthority::getAuthority).collect(Collectors.toSet());
    // A list that can change, as its reader takes only plain ones.
    List<String> methods = new ArrayList<>();
    if (known.contains(PASSWORD)) {
      methods.add("pwd");
    }
    if (known.contains(CODE)) {
      methods.add("otp");
    }
    if (known.contains(PASSKEY)) {
      methods.add("pop");
    }
    if (known.contains(FEDERATED)) {
      methods.add("fed");
    }
    boolean two = known.contains(PASSWORD) && (known.contains(CODE) || known.contains(PASSKEY));
    boolean alone = known.contains(PASSKEY) && !known.contains(PASSWORD);
    if (two || alone || known.contains(SECOND_FACTOR)) {
      methods.add("mfa");
    }
    return methods;
  }

  static String level(List<String> methods) {
    return methods.contains("mfa") ? TWO_FACTORS : ONE_FACTOR;
  }
}
