package dev.mortar.storage.subscription;

import ca.uhn.fhir.jpa.subscription.match.registry.ActiveSubscription;
import ca.uhn.fhir.jpa.subscription.match.registry.SubscriptionRegistry;
import ca.uhn.fhir.jpa.subscription.submit.interceptor.SubscriptionMatcherInterceptor;
import ca.uhn.fhir.jpa.topic.SubscriptionTopicRegistry;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.messaging.BaseResourceMessage.OperationTypeEnum;
import dev.mortar.storage.Interest;
import dev.mortar.storage.StorageInterceptor;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

/**
 * Spares a change the way through the matcher when no subscription can be about its type.
 *
 * <p>HAPI writes every changed resource out as JSON, stores a row for it and deletes the row again,
 * also on a server without any subscription.
 */
final class WhoCares extends SubscriptionMatcherInterceptor
    implements StorageInterceptor, Interest {
  /** They make or end subscriptions and topics, so the matcher must always see them. */
  private static final Set<String> ALWAYS = Set.of("Subscription", "Basic");

  private final SubscriptionRegistry subscriptions;
  private final SubscriptionTopicRegistry topics;

  /** Before, the registries are not filled yet and say nothing. */
  private volatile boolean ready;

  WhoCares(SubscriptionRegistry subscriptions, SubscriptionTopicRegistry topics) {
    this.subscriptions = subscriptions;
    this.topics = topics;
  }

  @EventListener(ApplicationReadyEvent.class)
  void ready() {
    ready = true;
  }

  @Override
  protected void processResourceModifiedEvent(
      IBaseResource resource, OperationTypeEnum operation, RequestDetails request) {
    if (isAnyoneFor(resource.fhirType())) {
      super.processResourceModifiedEvent(resource, operation, request);
    }
  }

  @Override
  public boolean isAnyoneFor(String type) {
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
