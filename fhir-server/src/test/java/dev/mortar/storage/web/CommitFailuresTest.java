package dev.mortar.storage.web;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.rest.server.exceptions.InternalErrorException;
import ca.uhn.fhir.rest.server.exceptions.UnclassifiedServerFailureException;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.TransactionSystemException;

class CommitFailuresTest {
  private final CommitFailures failures = new CommitFailures();
  private final UnclassifiedServerFailureException refusal =
      new UnclassifiedServerFailureException(503, "Try again after that.");

  @Test
  void theRefusalAnswersInsteadOfTheCommit() {
    var commit =
        new TransactionSystemException(
            "Could not commit", new IllegalStateException("rolled back", refusal));

    assertThat(failures.refused(commit)).isSameAs(refusal);
    assertThat(failures.refused(new InternalErrorException("Could not commit", commit)))
        .isSameAs(refusal);
  }

  @Test
  void whatFailedOutsideOfACommitStaysWhatItIs() {
    assertThat(failures.refused(new InternalErrorException("what happened", refusal))).isNull();
    assertThat(
            failures.refused(
                new TransactionSystemException("Could not commit", new IllegalStateException())))
        .isNull();
  }
}
