package dev.mortar.due;

/**
 * Does the work of one kind. It may be called again after a crash, so its effect must be idempotent
 * by key.
 */
public interface DueHandler {
  String kind();

  /** Throwing means: again later, with growing pauses. */
  void handle(String key, String payload);
}
