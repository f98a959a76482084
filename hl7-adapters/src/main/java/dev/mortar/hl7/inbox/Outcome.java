package dev.mortar.hl7.inbox;

/** What became of one attempt to deliver a message. */
sealed interface Outcome {
  /** Applied, and out of the queue. */
  record Done() implements Outcome {}

  /** To be tried again after a while; its successors wait. */
  record Again(String failure) implements Outcome {}

  /** A person must look at it; its successors go on. */
  record Failed(String failure, Reading reading) implements Outcome {}

  /** An earlier message of the same line is in work on another node. */
  record Held() implements Outcome {}

  /** No longer ours, or done before. */
  record Gone() implements Outcome {}
}
