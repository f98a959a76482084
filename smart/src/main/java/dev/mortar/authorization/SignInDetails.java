package dev.mortar.authorization;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** What the sign-in form says besides name and password. */
final class SignInDetails extends WebAuthenticationDetails {
  private static final long serialVersionUID = 1L;

  /** Longer than any code that we hand out. */
  private static final int LONGEST = 40;

  private final String code;
  private final PasskeyAnswer passkey;

  SignInDetails(HttpServletRequest request) {
    super(request);
    String typed = request.getParameter("code");
    this.code = typed == null || typed.length() > LONGEST ? "" : typed;
    this.passkey = PasskeyAnswer.of(request, PasskeyChallenge.Use.SIGN_IN);
  }

  String code() {
    return code;
  }

  PasskeyAnswer passkey() {
    return passkey;
  }

  /** Without code and passkey, for the session and the grants. */
  WebAuthenticationDetails kept() {
    return new WebAuthenticationDetails(getRemoteAddress(), getSessionId());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SignInDetails that
        && super.equals(that)
        && code.equals(that.code)
        && passkey.equals(that.passkey);
  }

  @Override
  public int hashCode() {
    return 31 * super.hashCode() + code.hashCode() + passkey.hashCode();
  }
}
