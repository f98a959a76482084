package dev.mortar.cds;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mortar.ehr.HookClient;
import dev.mortar.ehr.LentAccess;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Makes a request of what an EHR sent, and believes nothing that it need not. */
final class HookRequests {
  private static final Pattern ID = Pattern.compile("(?!\\.+$)[A-Za-z0-9.-]{1,64}");
  private static final Pattern USER =
      Pattern.compile("(https?://[^\\s?#]{1,500}/)?[A-Z][A-Za-z]{1,40}/[A-Za-z0-9.-]{1,64}");
  private static final String AN_ID = "an id of the EHR's FHIR, without a type";

  private HookRequests() {}

  /**
   * @throws HookProblem if it is malformed, for another hook, or tries to lead us elsewhere
   */
  static HookRequest read(JsonNode call, HookClient client, String hook) {
    String meant = HookJson.text(call, "hook", "the name of the hook", HookJson::isShort);
    if (!meant.equals(hook)) {
      throw HookProblem.malformed("This service is for the hook " + hook + ".");
    }
    HookJson.text(call, "hookInstance", "a UUID", HookJson::isUuid);
    JsonNode context = HookJson.object(call, "context");
    return new HookRequest(
        client,
        hook,
        HookJson.text(context, "userId", "as Practitioner/7", text -> USER.matcher(text).matches()),
        HookJson.text(context, "patientId", AN_ID, text -> ID.matcher(text).matches()),
        HookJson.optional(context, "encounterId", AN_ID, text -> ID.matcher(text).matches()),
        token(call, client),
        prefetch(call));
  }

  /** Empty if there is nothing to read the EHR with. */
  private static Optional<String> token(JsonNode call, HookClient client) {
    Optional<String> server =
        HookJson.optional(call, "fhirServer", "an address", HookJson::isShort);
    String base = client.ehr().base().toString();
    if (server.isPresent() && !server.get().equals(base) && !server.get().equals(base + "/")) {
      throw HookProblem.malformed("fhirServer must be the registered address.");
    }
    JsonNode authorization = call.path("fhirAuthorization");
    if (authorization.isMissingNode() || authorization.isNull()) {
      return Optional.empty();
    }
    if (server.isEmpty()) {
      throw HookProblem.malformed("fhirAuthorization comes with fhirServer.");
    }
    HookJson.text(authorization, "token_type", "Bearer", "Bearer"::equalsIgnoreCase);
    return Optional.of(
        HookJson.text(authorization, "access_token", "a bearer token", LentAccess::isToken));
  }

  /** The spec allows null for what the EHR could not get. */
  private static Map<String, JsonNode> prefetch(JsonNode call) {
    JsonNode sent = call.path("prefetch");
    if (sent.isMissingNode() || sent.isNull()) {
      return Map.of();
    }
    Map<String, JsonNode> resources = new HashMap<>();
    HookJson.object(call, "prefetch")
        .properties()
        .forEach(
            one -> {
              if (one.getValue().isObject()) {
                resources.put(one.getKey(), one.getValue());
              } else if (!one.getValue().isNull()) {
                throw HookProblem.malformed("Each prefetch must be a resource or null.");
              }
            });
    return resources;
  }
}
