package dev.mortar.hl7.inbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A stored fragment.
 *
 * @param account whose messages are told apart from others', so that nobody adds to another's
 * @param sender MSH-3 and MSH-4
 */
record Fragment(
    long id, String account, String sender, String peer, Instant received, long size, Part part) {
  /** More than this is no message that anybody divided, but a circle or a mistake. */
  private static final int MOST = 1000;

  /**
   * The fragments that make whole messages, each in its order.
   *
   * @param all in the order in which they came; of two that bear the same pointer, the earlier
   *     counts
   */
  static List<List<Fragment>> chains(Collection<Fragment> all) {
    List<List<Fragment>> chains = new ArrayList<>();
    Set<Fragment> used = new HashSet<>();
    for (Fragment first : all) {
      if (first.part().continues().isEmpty()) {
        List<Fragment> chain = chain(first, all, used);
        used.addAll(chain);
        if (!chain.isEmpty()) {
          chains.add(chain);
        }
      }
    }
    return chains;
  }

  /** Empty as long as one of them is missing. */
  private static List<Fragment> chain(
      Fragment first, Collection<Fragment> all, Set<Fragment> used) {
    List<Fragment> chain = new ArrayList<>(List.of(first));
    while (!chain.getLast().part().continuedBy().isEmpty()) {
      Fragment last = chain.getLast();
      Optional<Fragment> next =
          all.stream()
              .filter(it -> it.goesOnFrom(last) && !used.contains(it) && !chain.contains(it))
              .findFirst();
      if (next.isEmpty() || chain.size() == MOST) {
        return List.of();
      }
      chain.add(next.get());
    }
    return chain;
  }

  private boolean goesOnFrom(Fragment before) {
    return part.continues().equals(before.part.continuedBy())
        && account.equals(before.account)
        && sender.equals(before.sender);
  }
}
