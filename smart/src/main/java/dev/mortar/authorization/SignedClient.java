package dev.mortar.authorization;

import com.nimbusds.jwt.SignedJWT;
import jakarta.servlet.http.HttpServletRequest;
import java.text.ParseException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * A client that names itself in its signed assertion alone, as SMART's do; the framework wants the
 * parameter {@code client_id} besides. Who it says to be is believed only when it is verified.
 */
final class SignedClient implements AuthenticationConverter {
  private static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
  private static final ClientAuthenticationMethod METHOD = new ClientAuthenticationMethod(TYPE);

  @Override
  public @Nullable Authentication convert(HttpServletRequest request) {
    String[] types = request.getParameterValues("client_assertion_type");
    String[] assertions = request.getParameterValues("client_assertion");
    if (types == null || assertions == null) {
      return null;
    }
    if (types.length != 1 || !types[0].equals(TYPE) || assertions.length != 1) {
      throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_REQUEST);
    }
    String client = subject(assertions[0]);
    String[] named = request.getParameterValues("client_id");
    if (named != null && (named.length != 1 || !named[0].equals(client))) {
      throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
    }
    return new OAuth2ClientAuthenticationToken(client, METHOD, assertions[0], exchange(request));
  }

  /** Who the assertion speaks for, unverified; empty if it says nothing that can be read. */
  static String named(String assertion) {
    try {
      return subject(assertion);
    } catch (OAuth2AuthenticationException unreadable) {
      return "";
    }
  }

  private static String subject(String assertion) {
    try {
      String subject = SignedJWT.parse(assertion).getJWTClaimsSet().getSubject();
      if (subject != null) {
        return subject;
      }
    } catch (ParseException e) {
      throw new OAuth2AuthenticationException(new OAuth2Error(OAuth2ErrorCodes.INVALID_CLIENT), e);
    }
    throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
  }

  /** What the framework needs to check the verifier of a code. */
  private static Map<String, Object> exchange(HttpServletRequest request) {
    Map<String, Object> parameters = new HashMap<>();
    if ("authorization_code".equals(request.getParameter("grant_type"))) {
      request
          .getParameterMap()
          .forEach((name, values) -> parameters.put(name, values.length == 1 ? values[0] : values));
    }
    return parameters;
  }
}
