package dev.mortar.authorization;

import java.util.List;
import java.util.Optional;

/** The patients from whom a person chooses one for an app. */
public interface Patients {
  /** Some of the chooser's patients whose name begins so. */
  List<Choice> find(Account chooser, String name);

  /** Empty also for a patient whom the chooser does not reach. */
  Optional<Choice> get(Account chooser, String id);

  /**
   * @param detail what tells namesakes apart, such as the date of birth
   */
  record Choice(String id, String name, String detail) {}
}
