package dev.mortar.audit;

import java.util.function.Consumer;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What one database transaction has written, and what is to be done with it at its end. */
final class WrittenTogether implements TransactionSynchronization {
  private static final Object KEY = WrittenTogether.class;

  private final Touched written = new Touched();
  private final Consumer<Touched> committing;
  private final Ended ended;

  private WrittenTogether(Consumer<Touched> committing, Ended ended) {
    this.committing = committing;
    this.ended = ended;
  }

  /**
   * Adds to what the transaction of this thread has written.
   *
   * @param committing called once, before the commit
   */
  static void add(IBaseResource resource, Consumer<Touched> committing, Ended ended) {
    if (TransactionSynchronizationManager.getResource(KEY) instanceof WrittenTogether known) {
      known.written.add(resource);
    } else if (TransactionSynchronizationManager.isSynchronizationActive()) {
      var begun = new WrittenTogether(committing, ended);
      begun.written.add(resource);
      TransactionSynchronizationManager.bindResource(KEY, begun);
      TransactionSynchronizationManager.registerSynchronization(begun);
    }
  }

  @Override
  public void suspend() {
    TransactionSynchronizationManager.unbindResourceIfPossible(KEY);
  }

  @Override
  public void resume() {
    TransactionSynchronizationManager.bindResource(KEY, this);
  }

  @Override
  public void beforeCommit(boolean readOnly) {
    committing.accept(written);
  }

  @Override
  public void afterCompletion(int status) {
    TransactionSynchronizationManager.unbindResourceIfPossible(KEY);
    ended.with(written, status == STATUS_COMMITTED);
  }

  /** Hears how it went. */
  interface Ended {
    void with(Touched written, boolean committed);
  }
}
