package dev.mortar.hl7.inbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * This process among those that share the database. Each message is worked by the node that took
 * it, so nothing needs to be claimed; when a node dies, another one takes its turns over.
 *
 * <p>A node is dead when its counter stood still for the length of a lease on the
 * <em>observer's</em> clock, so the clocks of two machines need not agree. A node that was only
 * asleep finds its turns gone: what it still delivers cannot be marked as done and is rolled back.
 */
final class Node {
  private static final int BEATS_BETWEEN_SWEEPS = 20;

  private final String name;
  private final Database database;
  private final Clock clock;
  private final Duration lease;
  private final Map<String, Seen> others = new HashMap<>();
  private int beats;

  Node(String name, Database database, Clock clock, Duration lease) {
    this.name = name;
    this.database = database;
    this.clock = clock;
    this.lease = lease;
  }

  String name() {
    return name;
  }

  Instant now() {
    return clock.instant();
  }

  /** An embedded database has no other user, so whoever is registered there is dead. */
  void join() {
    database
        .transaction()
        .executeWithoutResult(
            status -> {
              if (database.embedded()) {
                database.jdbc().update("DELETE FROM mortar_hl7_node");
              }
              register();
            });
  }

  /** The turns that are left pass to another node, or to this one at its next start. */
  void leave() {
    database.jdbc().update("DELETE FROM mortar_hl7_node WHERE node = ?", name);
  }

  /** Says that this node lives. True if it now has turns that it did not have before. */
  synchronized boolean beat() {
    return Boolean.TRUE.equals(database.transaction().execute(status -> beatInTransaction()));
  }

  private boolean beatInTransaction() {
    Map<String, Long> alive = lockAll();
    boolean returned = !alive.containsKey(name);
    if (returned) {
      register();
    } else {
      database.jdbc().update("UPDATE mortar_hl7_node SET beat = beat + 1 WHERE node = ?", name);
    }
    int taken = 0;
    for (String dead : dead(alive)) {
      database.jdbc().update("DELETE FROM mortar_hl7_node WHERE node = ?", dead);
      taken += take("UPDATE mortar_hl7_turn SET node = ? WHERE node = ?", name, dead);
      others.remove(dead);
    }
    if (beats++ % BEATS_BETWEEN_SWEEPS == 0) {
      taken +=
          take(
              """
              UPDATE mortar_hl7_turn SET node = ?
              WHERE node NOT IN (SELECT node FROM mortar_hl7_node)""",
              name);
    }
    return returned || taken > 0;
  }

  private int take(String sql, Object... arguments) {
    return database.jdbc().update(sql, arguments);
  }

  private void register() {
    database.jdbc().update("INSERT INTO mortar_hl7_node (node, beat) VALUES (?, 0)", name);
  }

  /** All rows, always in the same order: two nodes never share out the turns of one message. */
  private Map<String, Long> lockAll() {
    Map<String, Long> rows = new HashMap<>();
    database
        .jdbc()
        .query(
            "SELECT node, beat FROM mortar_hl7_node ORDER BY node FOR UPDATE",
            row -> {
              rows.put(row.getString("node"), row.getLong("beat"));
            });
    return rows;
  }

  private Set<String> dead(Map<String, Long> alive) {
    Instant now = clock.instant();
    Set<String> dead = new HashSet<>();
    for (String other : others.keySet()) {
      if (!alive.containsKey(other)) {
        dead.add(other);
      }
    }
    for (Map.Entry<String, Long> row : alive.entrySet()) {
      Seen seen = others.get(row.getKey());
      if (row.getKey().equals(name)) {
        continue;
      }
      if (seen == null || seen.beat() != row.getValue()) {
        others.put(row.getKey(), new Seen(row.getValue(), now));
      } else if (!now.isBefore(seen.at().plus(lease))) {
        dead.add(row.getKey());
      }
    }
    return dead;
  }

  private record Seen(long beat, Instant at) {}
}
