package dev.mortar.authorization;

import java.util.List;
import java.util.Optional;

/** The apps and programs that were registered here. */
public interface RegisteredApps {
  List<ClientRegistration> all();

  Optional<ClientRegistration> find(String id);

  /**
   * Registers the client or changes its registration; its secret stays.
   *
   * @throws IllegalArgumentException if the id belongs to the program itself
   */
  void save(ClientRegistration client);

  /** Gives the client a new secret, which is told this once; the old one stops at once. */
  String newSecret(String id);

  /** Takes the registration out, and ends every grant that the client holds. */
  void remove(String id);
}
