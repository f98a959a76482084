package dev.mortar.authorization;

import java.util.List;

/** What a person has allowed apps, and how they take it back. */
public interface Permissions {
  /** The apps that may act for the person now, or could without asking again. */
  List<Permitted> of(String username);

  /**
   * Ends all that the person granted to the app, at once and with its refresh tokens; access tokens
   * that are out end within a minute.
   */
  void withdraw(String username, String client);

  /**
   * @param name of the app, as it is registered
   * @param allows what it may do, in words
   * @param lasts whether it may act while the person is away
   */
  record Permitted(String client, String name, List<String> allows, boolean lasts) {
    public Permitted {
      allows = List.copyOf(allows);
    }
  }
}
