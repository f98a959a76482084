package dev.mortar.storage.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.rest.server.exceptions.ResourceVersionConflictException;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import dev.mortar.hl7.FailureKind;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

class FailuresTest {
  @Test
  void aRaceIsWorthAnotherTry() {
    assertThat(kind(new ResourceVersionConflictException("x"))).isEqualTo(FailureKind.TRANSIENT);
    assertThat(kind(new DataIntegrityViolationException("x"))).isEqualTo(FailureKind.TRANSIENT);
  }

  @Test
  void aDatabaseThatDoesNotAnswerIsWorthAnotherTry() {
    assertThat(kind(new CannotCreateTransactionException("x"))).isEqualTo(FailureKind.TRANSIENT);
    assertThat(kind(new QueryTimeoutException("x"))).isEqualTo(FailureKind.TRANSIENT);
    assertThat(kind(new IllegalStateException(new SQLException("x"))))
        .isEqualTo(FailureKind.TRANSIENT);
  }

  @Test
  void aCommitWithoutAnAnswerMustBeLookedAt() {
    assertThat(kind(new TransactionSystemException("x"))).isEqualTo(FailureKind.AMBIGUOUS);
  }

  @Test
  void aRefusedResourceGoesToAPerson() {
    assertThat(kind(new UnprocessableEntityException("x"))).isEqualTo(FailureKind.PERMANENT);
    assertThat(kind(new NullPointerException())).isEqualTo(FailureKind.PERMANENT);
  }

  @Test
  void theDetailTellsTheCodeAndNoValue() {
    var failure = Failures.of(new UnprocessableEntityException("HAPI-1094: Anna Muster not found"));
    assertThat(failure).hasMessage("UnprocessableEntityException HAPI-1094");
  }

  private static FailureKind kind(RuntimeException failure) {
    return Failures.of(failure).kind();
  }
}
