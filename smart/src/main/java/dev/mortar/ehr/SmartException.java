package dev.mortar.ehr;

/**
 * A launch, a sign-in or a token did not come about. The message holds no token and no patient
 * data.
 */
public final class SmartException extends RuntimeException {
  private final Kind kind;

  public SmartException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public SmartException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** For whoever stands between the browser and us, and sees that something is wrong. */
  public static SmartException refused(String message) {
    return new SmartException(Kind.REFUSED, message);
  }

  public Kind kind() {
    return kind;
  }

  /** What can be done about it. */
  public enum Kind {
    /** Try again later: the EHR did not answer. */
    TRANSIENT,
    /** The person must start anew. */
    REFUSED,
    /** Somebody must look at the registration or the settings. */
    PERMANENT
  }
}
