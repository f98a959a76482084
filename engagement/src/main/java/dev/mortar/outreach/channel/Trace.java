package dev.mortar.outreach.channel;

/** What a carrier knows of a message that we may have handed over. */
public sealed interface Trace {
  /** It has it. */
  record Found(String providerId) implements Trace {}

  /** It never got it. */
  record Absent() implements Trace {}

  /** It cannot be asked, or does not answer. */
  record Silent() implements Trace {}
}
