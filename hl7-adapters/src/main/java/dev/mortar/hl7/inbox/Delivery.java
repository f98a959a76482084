package dev.mortar.hl7.inbox;

import dev.mortar.hl7.BundleSink;
import dev.mortar.hl7.DeliveryException;
import dev.mortar.hl7.Failures;
import dev.mortar.hl7.InboundMessages.State;
import dev.mortar.hl7.inbox.TurnTable.LostTurn;
import dev.mortar.hl7.inbox.TurnTable.Work;
import dev.mortar.mapping.Mapped;
import dev.mortar.mapping.Mapper;
import dev.mortar.mapping.MappingIssue;
import dev.mortar.mapping.RawMessage;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** One attempt to map a message and to hand it to the sink. */
final class Delivery {
  private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

  private final Database database;
  private final TurnTable table;
  private final Mapper mapper;
  private final BundleSink sink;
  private final int unexpectedAttempts;

  Delivery(
      Database database, TurnTable table, Mapper mapper, BundleSink sink, int unexpectedAttempts) {
    this.database = database;
    this.table = table;
    this.mapper = mapper;
    this.sink = sink;
    this.unexpectedAttempts = unexpectedAttempts;
  }

  /** Never throws for a message or a sink that is broken: the outcome says what to do. */
  Outcome attempt(Turn turn) {
    Optional<Work> work;
    try {
      work = table.begin(turn);
    } catch (DataAccessException | TransactionException e) {
      return new Outcome.Again("The inbox cannot be read: " + name(e));
    }
    if (work.isEmpty()) {
      return new Outcome.Gone();
    }
    if (work.get().held()) {
      return new Outcome.Held();
    }
    return settle(turn, apply(turn, work.get()));
  }

  /** The loop edge: whatever a mapper or a sink throws, the queue must live on. */
  private Outcome apply(Turn turn, Work work) {
    try {
      RawMessage raw = new RawMessage(turn.message().toString(), work.raw(), work.received());
      Mapped mapped = mapper.map(raw);
      Reading reading = Reading.of(mapped, mapper, raw);
      return switch (mapped.status()) {
        case MAPPED, PARTLY -> store(turn, mapped, reading);
        case UNMAPPED -> {
          finish(turn, State.DONE, "", reading);
          yield new Outcome.Done();
        }
        case REJECTED -> new Outcome.Failed("Not usable: " + firstIssue(mapped), reading);
      };
    } catch (LostTurn e) {
      return new Outcome.Gone();
    } catch (DeliveryException e) {
      return switch (e.kind()) {
        case TRANSIENT, AMBIGUOUS -> new Outcome.Again(text(e));
        case PERMANENT -> new Outcome.Failed(text(e), Reading.NONE);
      };
    } catch (TransientDataAccessException
        | RecoverableDataAccessException
        | DataAccessResourceFailureException
        | TransactionException e) {
      return new Outcome.Again("The database did not answer: " + name(e));
    } catch (RuntimeException | StackOverflowError | LinkageError e) {
      LOG.warn("Message {} met an unexpected failure: {}", turn.message(), Failures.where(e));
      boolean last = work.attempts() + 1 >= unexpectedAttempts;
      return last
          ? new Outcome.Failed(Failures.where(e), Reading.NONE)
          : new Outcome.Again(Failures.where(e));
    }
  }

  private Outcome store(Turn turn, Mapped mapped, Reading reading) {
    sink.store(mapped, () -> alongside(turn, reading));
    return new Outcome.Done();
  }

  /**
   * In the sink's transaction if that is one of our database. If it is another's, the mark must
   * wait for its commit: marked too early, a rollback would lose the message.
   */
  private void alongside(Turn turn, Reading reading) {
    boolean foreign =
        TransactionSynchronizationManager.isSynchronizationActive()
            && !TransactionSynchronizationManager.hasResource(database.source());
    if (foreign) {
      TransactionSynchronizationManager.registerSynchronization(
          new TransactionSynchronization() {
            @Override
            public void afterCommit() {
              finish(turn, State.DONE, "", reading);
            }
          });
    } else if (TransactionSynchronizationManager.isActualTransactionActive()) {
      table.finish(turn, State.DONE, "", reading);
    } else {
      finish(turn, State.DONE, "", reading);
    }
  }

  private void finish(Turn turn, State state, String failure, Reading reading) {
    database
        .transaction()
        .executeWithoutResult(status -> table.finish(turn, state, failure, reading));
  }

  private Outcome settle(Turn turn, Outcome outcome) {
    try {
      switch (outcome) {
        case Outcome.Again again -> table.retry(turn, again.failure());
        case Outcome.Failed failed ->
            finish(turn, State.FAILED, failed.failure(), failed.reading());
        case Outcome.Done done -> {}
        case Outcome.Held held -> {}
        case Outcome.Gone gone -> {}
      }
      return outcome;
    } catch (LostTurn e) {
      return new Outcome.Gone();
    } catch (DataAccessException | TransactionException e) {
      return new Outcome.Again("The outcome cannot be written: " + name(e));
    }
  }

  private static String firstIssue(Mapped mapped) {
    return mapped.issues().stream()
        .filter(issue -> issue.severity() == MappingIssue.Severity.ERROR)
        .findFirst()
        .or(() -> mapped.issues().stream().findFirst())
        .map(issue -> issue.path() + " " + issue.text())
        .orElse("no reason given");
  }

  private static String text(DeliveryException e) {
    return Optional.ofNullable(e.getMessage()).orElseGet(() -> name(e));
  }

  private static String name(Throwable e) {
    return e.getClass().getSimpleName();
  }
}
