package dev.mortar.security;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.subscription.model.ResourceDeliveryMessage;
import dev.mortar.access.Caller;
import dev.mortar.access.Interaction;
import dev.mortar.authorization.Tokens;
import dev.mortar.store.FhirStore;
import java.util.List;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Subscription;
import org.hl7.fhir.r4.model.Subscription.SubscriptionChannelType;
import org.hl7.fhir.r4.model.Subscription.SubscriptionStatus;

/** Who may hear what on a WebSocket; the policy is asked anew for every notification. */
final class SocketAudience {
  private final Tokens tokens;
  private final ReadRules rules;
  private final Standings standings;
  private final FhirStore store;
  private final FhirContext fhir;

  SocketAudience(
      Tokens tokens, ReadRules rules, Standings standings, FhirStore store, FhirContext fhir) {
    this.tokens = tokens;
    this.rules = rules;
    this.standings = standings;
    this.store = store;
    this.fhir = fhir;
  }

  /**
   * Whose connection it is; what a token is bound to was asked for at the handshake.
   *
   * @throws Tokens.InvalidTokenException once the token has ended or was withdrawn
   */
  Caller caller(String token) {
    Caller caller = tokens.examine(token);
    return caller.with(standings.of(caller));
  }

  /** Whether there is such a subscription, it is active, and the caller may see it. */
  boolean mayBind(Caller caller, String id) {
    return store
        .find(Subscription.class, id)
        .filter(subscription -> subscription.getStatus() == SubscriptionStatus.ACTIVE)
        .filter(
            subscription ->
                subscription.getChannel().getType() == SubscriptionChannelType.WEBSOCKET)
        .filter(subscription -> rules.visible(caller, subscription))
        .isPresent();
  }

  /** Even a bare ping tells that there is something new, so it is only for those who may see it. */
  boolean mayHear(Caller caller, ResourceDeliveryMessage message) {
    IBaseResource payload = message.getPayload(fhir);
    return switch (payload) {
      case null -> {
        String type = new IdType(message.getPayloadId()).getResourceType();
        yield type != null && rules.unconstrained(caller, type, Interaction.READ);
      }
      case Bundle notification when message.getSubscription().isTopicSubscription() ->
          mayHear(caller, notification);
      default -> rules.visible(caller, payload);
    };
  }

  /** The first entry is the status; a notification that shows nothing else tells no less. */
  private boolean mayHear(Caller caller, Bundle notification) {
    List<Resource> shown =
        notification.getEntry().stream()
            .skip(1)
            .filter(BundleEntryComponent::hasResource)
            .map(BundleEntryComponent::getResource)
            .toList();
    return shown.isEmpty()
        ? rules.access().readsEverything(caller)
        : shown.stream().allMatch(resource -> rules.visible(caller, resource));
  }
}
