package dev.mortar.ehr;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Asks an EHR for tokens, and proves who asks. */
final class TokenEndpoint {
  private static final String BY_JWT = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  private final Http http;
  private final Discovery discovery;
  private final Clock clock;

  TokenEndpoint(Http http, Discovery discovery, Clock clock) {
    this.http = http;
    this.discovery = discovery;
    this.clock = clock;
  }

  Granted refresh(Ehr ehr, Granted before) {
    String token =
        before
            .refreshToken()
            .orElseThrow(
                () ->
                    new SmartException(
                        SmartException.Kind.REFUSED,
                        "The access to the EHR has ended. Start again from there."));
    Map<String, String> form = Map.of("grant_type", "refresh_token", "refresh_token", token);
    return ask(ehr, form, before.scopes()).after(before);
  }

  /**
   * @param asked what was asked for, which an answer that names no scope grants
   */
  Granted ask(Ehr ehr, Map<String, String> form, List<String> asked) {
    var token = discovery.of(ehr).token();
    Map<String, String> all = new HashMap<>(form);
    String authorization = "";
    switch (ehr.proof()) {
      case Proof.None none -> all.put("client_id", ehr.clientId());
      case Proof.Secret secret -> authorization = basic(ehr.clientId(), secret.secret());
      case Proof.Signed signed -> {
        all.put("client_assertion_type", BY_JWT);
        all.put("client_assertion", signed.keys().assertion(ehr.clientId(), token));
      }
    }
    return Granted.read(http.post(token, all, authorization), asked, clock.instant());
  }

  private static String basic(String id, String secret) {
    String both = Http.encode(id) + ":" + Http.encode(secret);
    return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
  }
}
