package dev.mortar.ehr;

import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Asks an EHR for tokens, and proves who asks. */
final class TokenEndpoint {
  private final ProvenRequests requests;
  private final Discovery discovery;
  private final Clock clock;

  TokenEndpoint(Http http, Discovery discovery, Clock clock) {
    this.requests = new ProvenRequests(http);
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
    Map<String, Object> answer = requests.post(token, ehr.clientId(), ehr.proof(), form);
    return Granted.read(answer, asked, clock.instant());
  }
}
