package dev.mortar.cds;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A service that EHRs ask at one moment of their work. */
interface HookService {
  Definition definition();

  Answer answer(HookRequest request);

  /**
   * As discovery tells of it.
   *
   * @param prefetch what the EHR should send along, as templates of searches and reads
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record Definition(
      String hook, String title, String description, String id, Map<String, String> prefetch) {}

  /**
   * @param patient of ours whom it is about; empty if the EHR's patient is not known here
   */
  record Answer(Optional<String> patient, List<Card> cards) {
    static final Answer NOTHING = new Answer(Optional.empty(), List.of());

    public Answer {
      cards = List.copyOf(cards);
    }
  }
}
