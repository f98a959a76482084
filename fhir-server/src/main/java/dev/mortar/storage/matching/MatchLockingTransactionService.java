package dev.mortar.storage.matching;

import ca.uhn.fhir.jpa.util.JpaHapiTransactionService;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import dev.mortar.storage.reading.ReadingTransactions;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Holds the locks of all match URLs of a request from before its first look at the database until
 * its transaction has ended.
 *
 * <p>Why: HAPI 8.8.0 guards conditional creates by a row that it deletes on the first update, so
 * that parallel conditional writes make duplicates, and answers 409 to those whose row collides.
 */
final class MatchLockingTransactionService extends JpaHapiTransactionService {
  private final MatchKeys keys;
  private final MatchLocks locks;

  MatchLockingTransactionService(MatchKeys keys, MatchLocks locks) {
    this.keys = keys;
    this.locks = locks;
  }

  @Override
  protected IExecutionBuilder buildExecutionBuilder(@Nullable RequestDetails request) {
    return new Execution(request);
  }

  @Override
  protected <T> @Nullable T doExecute(ExecutionBuilder execution, TransactionCallback<T> work) {
    if (TransactionSynchronizationManager.isActualTransactionActive()) {
      return super.doExecute(execution, work);
    }
    RequestDetails request = execution instanceof Execution known ? known.request : null;
    SortedSet<Long> wanted = keys.take(request);
    if (wanted.isEmpty()) {
      return super.doExecute(execution, ReadingTransactions.of(request, work));
    }
    return locks.holding(wanted, work, guarded -> super.doExecute(execution, guarded));
  }

  private final class Execution extends ExecutionBuilder {
    private final @Nullable RequestDetails request;

    private Execution(@Nullable RequestDetails request) {
      super(request);
      this.request = request;
    }
  }
}
