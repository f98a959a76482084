package dev.mortar.security;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Somebody called a decision service, or tried to.
 *
 * @param caller issuer of the verified token; empty without one
 * @param what method and path
 * @param why it was refused; empty if it was answered
 * @param patient of ours whom it was about
 */
public record HookCall(
    String caller,
    String address,
    String what,
    Optional<String> why,
    Optional<String> patient,
    List<Note> notes) {
  public HookCall {
    notes = List.copyOf(notes);
  }

  /**
   * A card that was shown, or what became of it.
   *
   * @param about as {@code Task/7}; empty if it is about nothing stored
   * @param card its id
   * @param outcome what became of it; empty when it is shown
   * @param details what else was said
   */
  public record Note(
      Optional<String> about, String card, Optional<String> outcome, Map<String, String> details) {
    public Note {
      details = Map.copyOf(details);
    }
  }
}
