package dev.mortar.storage.reading;

import ca.uhn.fhir.jpa.model.entity.ResourceHistoryTable;
import ca.uhn.fhir.jpa.model.entity.ResourceHistoryTag;
import ca.uhn.fhir.jpa.model.entity.ResourceTable;
import ca.uhn.fhir.jpa.model.entity.ResourceTag;
import ca.uhn.fhir.jpa.model.entity.TagDefinition;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.hibernate.FlushMode;
import org.hibernate.engine.spi.SessionImplementor;
import org.jspecify.annotations.Nullable;
import org.springframework.orm.jpa.EntityManagerHolder;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Transactions of requests that only read. Before each commit Hibernate compares all that it has
 * loaded with what it was, collection by collection; where nothing but resources was loaded, by a
 * request that changes none, there is nothing to find.
 */
public final class ReadingTransactions {
  private static final Set<RestOperationTypeEnum> READING =
      EnumSet.of(
          RestOperationTypeEnum.READ,
          RestOperationTypeEnum.VREAD,
          RestOperationTypeEnum.SEARCH_TYPE,
          RestOperationTypeEnum.SEARCH_SYSTEM,
          RestOperationTypeEnum.GET_PAGE);

  private static final List<Class<?>> RESOURCES =
      List.of(
          ResourceTable.class,
          ResourceHistoryTable.class,
          ResourceTag.class,
          ResourceHistoryTag.class,
          TagDefinition.class);

  private ReadingTransactions() {}

  /**
   * The same work, after which its new transaction commits without that comparison if the request
   * is of such a kind.
   */
  public static <T> TransactionCallback<T> of(
      @Nullable RequestDetails request, TransactionCallback<T> work) {
    if (request == null || !READING.contains(request.getRestOperationType())) {
      return work;
    }
    return transaction -> {
      T result = work.doInTransaction(transaction);
      if (transaction.isNewTransaction()) {
        spareTheLook();
      }
      return result;
    };
  }

  private static void spareTheLook() {
    for (Object bound : TransactionSynchronizationManager.getResourceMap().values()) {
      if (bound instanceof EntityManagerHolder holder) {
        var session = holder.getEntityManager().unwrap(SessionImplementor.class);
        if (hasOnlyLooked(session)) {
          session.setHibernateFlushMode(FlushMode.MANUAL);
        }
      }
    }
  }

  private static boolean hasOnlyLooked(SessionImplementor session) {
    return !session.getActionQueue().hasAnyQueuedActions()
        && session.getPersistenceContextInternal().getEntitiesByKey().values().stream()
            .allMatch(entity -> RESOURCES.contains(entity.getClass()));
  }
}
