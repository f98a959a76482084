package dev.mortar.ehr;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** Requests to token endpoints, with our proof of who asks. */
public final class ProvenRequests {
  private static final String BY_JWT = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  private final Http http;

  public ProvenRequests(Http http) {
    this.http = http;
  }

  public Map<String, Object> post(
      URI token, String clientId, Proof proof, Map<String, String> form) {
    Map<String, String> all = new HashMap<>(form);
    String authorization = "";
    switch (proof) {
      case Proof.None none -> all.put("client_id", clientId);
      case Proof.Secret secret -> authorization = basic(clientId, secret.secret());
      case Proof.Signed signed -> {
        all.put("client_assertion_type", BY_JWT);
        all.put("client_assertion", signed.keys().assertion(clientId, token));
      }
    }
    return http.post(token, all, authorization);
  }

  private static String basic(String id, String secret) {
    String both = Http.encode(id) + ":" + Http.encode(secret);
    return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
  }
}
