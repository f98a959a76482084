package dev.mortar.hl7;

/** What a log may say of a failure. */
public final class Failures {
  private Failures() {}

  /** The kind and the place; a message of a foreign exception may quote the patient. */
  public static String where(Throwable failure) {
    String name = failure.getClass().getSimpleName();
    StackTraceElement[] stack = failure.getStackTrace();
    return stack.length == 0 ? name : name + " at " + stack[0];
  }
}
