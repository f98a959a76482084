package dev.mortar.storage.subscription;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.jpa.subscription.match.registry.ActiveSubscription;
import ca.uhn.fhir.jpa.subscription.match.registry.SubscriptionRegistry;
import ca.uhn.fhir.jpa.subscription.model.ResourceModifiedMessage;
import ca.uhn.fhir.jpa.topic.SubscriptionTopicRegistry;
import dev.mortar.storage.StorageInterceptor;
import java.util.Set;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

/**
 * Spares a change the way through the matcher when no subscription can be about its type.
 *
 * <p>HAPI stores a row for every changed resource and deletes it again, also on a server without
 * any subscription.
 */
@Interceptor
final class WhoCares implements StorageInterceptor {
  /** They make or end subscriptions and topics, so the matcher must always see them. */
  private static final Set<String> ALWAYS = Set.of("Subscription", "Basic");

  private final FhirContext context;
  private final SubscriptionRegistry subscriptions;
  private final SubscriptionTopicRegistry topics;

  /** Before, the registries are not filled yet and say nothing. */
  private volatile boolean ready;

  WhoCares(
      FhirContext context, SubscriptionRegistry subscriptions, SubscriptionTopicRegistry topics) {
    this.context = context;
    this.subscriptions = subscriptions;
    this.topics = topics;
  }

  @EventListener(ApplicationReadyEvent.class)
  void ready() {
    ready = true;
  }

  /** False ends the way of the change. */
  @Hook(Pointcut.SUBSCRIPTION_RESOURCE_MODIFIED)
  public boolean anyone(ResourceModifiedMessage change) {
    String type = String.valueOf(change.getResourceType(context));
    return !ready
        || ALWAYS.contains(type)
        || topics.size() > 0
        || subscriptions.getAll().stream().anyMatch(subscription -> isAbout(subscription, type));
  }

  private static boolean isAbout(ActiveSubscription subscription, String type) {
    var criteria = subscription.getCriteria();
    return switch (criteria == null ? null : criteria.getType()) {
      case SEARCH_EXPRESSION, MULTITYPE_EXPRESSION ->
          criteria.getApplicableResourceTypes().contains(type);
      case STARTYPE_EXPRESSION -> true;
      case null -> true;
    };
  }
}
