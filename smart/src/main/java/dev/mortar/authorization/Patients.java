package dev.mortar.authorization;

import java.util.List;
import java.util.Optional;

/** The patients from whom a person chooses one for an app. */
public interface Patients {
  /** Some patients whose name begins so. */
  List<Choice> find(String name);

  Optional<Choice> get(String id);

  /**
   * @param detail what tells namesakes apart, such as the date of birth
   */
  record Choice(String id, String name, String detail) {}
}
