package dev.mortar.authorization;

import java.util.List;

/**
 * What an app is opened with.
 *
 * @param client the app, and no other, that may ask for it
 * @param username the person, and no other, who may open it
 * @param fromEhr whether a page opened the app; otherwise the app asked, and the person chose
 * @param patient id without type; empty if there is none
 * @param encounter id without type; empty if there is none
 * @param context further resources, as {@code Task/1}
 * @param intent what the app should do, in words that the app knows; empty if nothing special
 */
public record Launch(
    String client,
    String username,
    boolean fromEhr,
    String patient,
    String encounter,
    List<String> context,
    String intent) {
  public Launch {
    context = List.copyOf(context);
  }
}
