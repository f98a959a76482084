package dev.mortar.hl7;

import org.jspecify.annotations.Nullable;

/** A message could not be applied; {@link #kind()} says what may be done about it. */
public final class DeliveryException extends RuntimeException {
  private final FailureKind kind;

  /**
   * @param detail for an operator; never holds patient data
   */
  public DeliveryException(FailureKind kind, String detail, @Nullable Throwable cause) {
    super(detail, cause);
    this.kind = kind;
  }

  public FailureKind kind() {
    return kind;
  }
}
