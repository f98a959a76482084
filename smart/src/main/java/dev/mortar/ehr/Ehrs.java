package dev.mortar.ehr;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The EHRs that may launch us. Nothing is ever fetched from another one. */
public final class Ehrs {
  private final Map<String, Ehr> known;

  public Ehrs(Collection<Ehr> all) {
    this.known =
        all.stream().collect(Collectors.toMap(ehr -> ehr.base().toString(), Function.identity()));
  }

  /** Their bases. */
  public List<String> all() {
    return known.keySet().stream().sorted().toList();
  }

  /**
   * @param iss as a launch names it, with or without a slash at the end
   */
  public Optional<Ehr> find(String iss) {
    return Optional.ofNullable(
        known.get(iss.endsWith("/") ? iss.substring(0, iss.length() - 1) : iss));
  }
}
