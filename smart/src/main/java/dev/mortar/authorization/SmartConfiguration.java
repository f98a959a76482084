package dev.mortar.authorization;

import com.nimbusds.jose.util.JSONObjectUtils;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * {@code GET /fhir/.well-known/smart-configuration}: where and how to sign in. It names only what
 * is really served.
 *
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/conformance.html">SMART
 *     conformance</a>
 */
final class SmartConfiguration extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final byte[] document;

  /**
   * @param brand the identifier of this server in the list of brands
   */
  SmartConfiguration(
      ServerAddress server, ClientCertificates certificates, Map<String, Object> brand) {
    Map<String, Object> all = describe(server);
    all.put("token_endpoint_auth_methods_supported", proofs(certificates));
    if (certificates.asked()) {
      all.put("tls_client_certificate_bound_access_tokens", true);
    }
    all.put("management_endpoint", server.of("/app/apps"));
    all.put("user_access_brand_bundle", server.of(BrandBundle.PATH));
    all.put("user_access_brand_identifier", brand);
    this.document = JSONObjectUtils.toJSONString(all).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("application/json");
    response.setHeader("Access-Control-Allow-Origin", "*");
    response.setContentLength(document.length);
    response.getOutputStream().write(document);
  }

  /** How clients prove themselves at the endpoints of tokens. */
  static List<String> proofs(ClientCertificates certificates) {
    var always = List.of("client_secret_basic", "client_secret_post", "private_key_jwt");
    return certificates.asked()
        ? Stream.concat(always.stream(), Stream.of("tls_client_auth")).toList()
        : always;
  }

  private static Map<String, Object> describe(ServerAddress server) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("issuer", server.issuer());
    all.put("jwks_uri", server.of("/oauth2/jwks"));
    all.put("authorization_endpoint", server.of("/oauth2/authorize"));
    all.put("token_endpoint", server.of("/oauth2/token"));
    all.put("revocation_endpoint", server.of("/oauth2/revoke"));
    all.put("introspection_endpoint", server.of("/oauth2/introspect"));
    all.put(
        "grant_types_supported",
        List.of("authorization_code", "refresh_token", "client_credentials"));
    all.put("response_types_supported", List.of("code"));
    all.put("code_challenge_methods_supported", List.of("S256"));
    all.put("token_endpoint_auth_signing_alg_values_supported", List.of("RS384", "ES384"));
    all.put(
        "scopes_supported",
        List.of(
            "openid",
            "fhirUser",
            "profile",
            "launch",
            "launch/patient",
            "offline_access",
            "online_access",
            "patient/*.cruds",
            "user/*.cruds",
            "system/*.cruds"));
    all.put(
        "capabilities",
        List.of(
            "launch-ehr",
            "launch-standalone",
            "authorize-post",
            "client-public",
            "client-confidential-symmetric",
            "client-confidential-asymmetric",
            "sso-openid-connect",
            "context-banner",
            "context-style",
            "context-ehr-patient",
            "context-ehr-encounter",
            "context-standalone-patient",
            "permission-offline",
            "permission-online",
            "permission-patient",
            "permission-user",
            "permission-v1",
            "permission-v2"));
    return all;
  }
}
