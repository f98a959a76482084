package dev.mortar.storage.subscription;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.jpa.topic.ISubscriptionTopicLoader;
import dev.mortar.storage.StorageInterceptor;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Basic;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Makes a new or changed SubscriptionTopic count at once; HAPI looks for them once a minute. */
@Interceptor
final class TopicWatch implements StorageInterceptor {
  private final ISubscriptionTopicLoader loader;

  TopicWatch(ISubscriptionTopicLoader loader) {
    this.loader = loader;
  }

  @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_CREATED)
  public void created(IBaseResource resource) {
    refreshIfTopic(resource);
  }

  @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_UPDATED)
  public void updated(IBaseResource before, IBaseResource resource) {
    refreshIfTopic(resource);
  }

  private void refreshIfTopic(IBaseResource resource) {
    if (resource instanceof Basic basic
        && basic.getCode().hasCoding("http://hl7.org/fhir/fhir-types", "SubscriptionTopic")) {
      TransactionSynchronizationManager.registerSynchronization(new Refresh(loader));
    }
  }

  /**
   * A thread of its own, because the loader opens a transaction and this one is still being
   * completed.
   */
  private record Refresh(ISubscriptionTopicLoader loader) implements TransactionSynchronization {
    @Override
    public void afterCommit() {
      Thread.ofVirtual().name("subscription-topics").start(loader::forceRefresh);
    }
  }
}
