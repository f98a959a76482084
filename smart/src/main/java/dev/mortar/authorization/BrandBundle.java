package dev.mortar.authorization;

import com.nimbusds.jose.util.JSONObjectUtils;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * {@code GET /fhir/.well-known/user-access-brands}: who the pharmacy is, for the lists from which
 * patients choose it in an app.
 *
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/brands.html">User-access brands and
 *     endpoints</a>
 */
final class BrandBundle extends HttpServlet {
  static final String PATH = "/fhir/.well-known/user-access-brands";

  private static final long serialVersionUID = 1L;
  private static final String HL7 = "http://hl7.org/fhir/StructureDefinition/";
  private static final String SMART = "http://hl7.org/fhir/smart-app-launch/StructureDefinition/";
  private static final String TERMS = "http://terminology.hl7.org/CodeSystem/";

  private final byte[] document;
  private final String tag;

  BrandBundle(BrandProperties brand, ServerAddress server) {
    String json = JSONObjectUtils.toJSONString(bundle(brand, server));
    this.document = json.getBytes(StandardCharsets.UTF_8);
    this.tag = "W/\"" + Grants.hash(json).substring(0, 16) + "\"";
  }

  /** By which an app finds the one brand of the bundle that is this server's. */
  static Map<String, Object> identifier(BrandProperties brand, ServerAddress server) {
    return Map.of("system", "urn:ietf:rfc:3986", "value", website(brand, server));
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader("Access-Control-Allow-Origin", "*");
    response.setHeader("ETag", tag);
    response.setHeader("Cache-Control", "public, max-age=3600");
    if (tag.equals(request.getHeader("If-None-Match"))) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return;
    }
    response.setContentType("application/fhir+json");
    response.setContentLength(document.length);
    response.getOutputStream().write(document);
  }

  private static Map<String, Object> bundle(BrandProperties brand, ServerAddress server) {
    Map<String, Object> bundle = new LinkedHashMap<>();
    bundle.put("resourceType", "Bundle");
    bundle.put("meta", Map.of("profile", List.of(SMART + "user-access-brands-bundle")));
    bundle.put("type", "collection");
    bundle.put("timestamp", brand.updated().toString());
    String organization = uuid(server, "brand");
    String endpoint = uuid(server, "endpoint");
    bundle.put(
        "entry",
        List.of(
            entry(organization, organization(brand, server, endpoint)),
            entry(endpoint, endpoint(brand, server))));
    return bundle;
  }

  private static Map<String, Object> organization(
      BrandProperties brand, ServerAddress server, String endpoint) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("resourceType", "Organization");
    all.put("meta", Map.of("profile", List.of(SMART + "user-access-brand")));
    List<Map<String, Object>> extensions = new ArrayList<>();
    if (!brand.logo().isEmpty()) {
      extensions.add(
          Map.of(
              "url",
              HL7 + "organization-brand",
              "extension",
              List.of(Map.of("url", "brandLogo", "valueUrl", brand.logo()))));
    }
    extensions.add(
        Map.of(
            "url",
            HL7 + "organization-portal",
            "extension",
            List.of(
                Map.of("url", "portalName", "valueString", brand.name()),
                Map.of("url", "portalUrl", "valueUrl", server.of("/app/")),
                Map.of("url", "portalEndpoint", "valueReference", Map.of("reference", endpoint)))));
    all.put("extension", extensions);
    all.put("identifier", List.of(identifier(brand, server)));
    all.put("active", true);
    all.put("name", brand.name());
    all.put("telecom", List.of(Map.of("system", "url", "value", website(brand, server))));
    all.put("endpoint", List.of(Map.of("reference", endpoint)));
    return all;
  }

  private static Map<String, Object> endpoint(BrandProperties brand, ServerAddress server) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("resourceType", "Endpoint");
    all.put("meta", Map.of("profile", List.of(SMART + "user-access-endpoint")));
    all.put(
        "extension", List.of(Map.of("url", HL7 + "endpoint-fhir-version", "valueCode", "4.0.1")));
    all.put("status", "active");
    all.put(
        "connectionType",
        Map.of("system", TERMS + "endpoint-connection-type", "code", "hl7-fhir-rest"));
    all.put("name", brand.name());
    String support = brand.support().isEmpty() ? website(brand, server) : brand.support();
    boolean mail = support.contains("@") && !support.contains("/");
    all.put("contact", List.of(Map.of("system", mail ? "email" : "url", "value", support)));
    all.put(
        "payloadType",
        List.of(
            Map.of(
                "coding",
                List.of(Map.of("system", TERMS + "endpoint-payload-type", "code", "none")))));
    all.put("address", server.fhir());
    return all;
  }

  private static Map<String, Object> entry(String url, Map<String, Object> resource) {
    resource.put("id", url.substring("urn:uuid:".length()));
    return Map.of("fullUrl", url, "resource", resource);
  }

  /** The same after each start, on every node. */
  private static String uuid(ServerAddress server, String what) {
    byte[] name = (server.of("/") + what).getBytes(StandardCharsets.UTF_8);
    return "urn:uuid:" + UUID.nameUUIDFromBytes(name);
  }

  private static String website(BrandProperties brand, ServerAddress server) {
    return brand.website().isEmpty() ? server.of("/") : brand.website();
  }
}
