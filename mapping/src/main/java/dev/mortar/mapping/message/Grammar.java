package dev.mortar.mapping.message;

import dev.mortar.mapping.text.Message;
import dev.mortar.mapping.text.Segment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which segment belongs to which: the nearest one before it that may have it, else the first one
 * behind it, else the message. So an OBX finds its OBR and an NTE what it follows, in whatever
 * order a sender puts the rest. One grammar serves all message types because no segment has
 * different owners in different types.
 */
final class Grammar {
  private static final String MESSAGE = "MSH";

  /** Owners of a segment; the nearest of any of them wins. */
  private static final Map<String, Set<String>> OWNERS =
      Map.ofEntries(
          Map.entry("PD1", Set.of("PID")),
          Map.entry("NK1", Set.of("PID")),
          Map.entry("MRG", Set.of("PID")),
          Map.entry("ARV", Set.of("PID", "PV1")),
          Map.entry("PV2", Set.of("PV1")),
          Map.entry("IN2", Set.of("IN1")),
          Map.entry("IN3", Set.of("IN1")),
          Map.entry("OBR", Set.of("ORC")),
          Map.entry("OBX", Set.of("OBR", "ORC", "PID")),
          Map.entry("SPM", Set.of("OBR", "ORC")),
          Map.entry("SAC", Set.of("SPM")),
          Map.entry("TQ1", Set.of("OBR", "ORC", "SCH")),
          Map.entry("TQ2", Set.of("TQ1")),
          Map.entry("CTD", Set.of("OBR", "ORC")),
          Map.entry("FT1", Set.of("PID")),
          Map.entry("AIS", Set.of("RGS", "SCH")),
          Map.entry("AIG", Set.of("RGS", "SCH")),
          Map.entry("AIL", Set.of("RGS", "SCH")),
          Map.entry("AIP", Set.of("RGS", "SCH")),
          Map.entry("RGS", Set.of("SCH")));

  /** Segments that belong to whatever stands before them. */
  private static final Set<String> FOLLOWERS = Set.of("NTE", "PRT", "ROL");

  private Grammar() {}

  /** The message as a tree; its root is MSH. */
  static Node tree(Message message) {
    List<Segment> segments = message.segments();
    Node root = new Node(segments.getFirst());
    Map<String, Node> latest = new HashMap<>();
    latest.put(MESSAGE, root);
    List<Node> orphans = new ArrayList<>();
    Node before = root;
    for (Segment segment : segments.subList(1, segments.size())) {
      Node node = new Node(segment);
      Node owner = owner(segment, before, latest);
      if (owner == null) {
        orphans.add(node);
      } else {
        owner.add(node);
      }
      if (!FOLLOWERS.contains(segment.name())) {
        before = node;
      }
      latest.put(segment.name(), node);
      adopt(orphans, node);
    }
    orphans.forEach(root::add);
    return root;
  }

  private static @Nullable Node owner(Segment segment, Node before, Map<String, Node> latest) {
    if (FOLLOWERS.contains(segment.name())) {
      return before;
    }
    Set<String> names = OWNERS.get(segment.name());
    if (names == null) {
      return latest.get(MESSAGE);
    }
    Node nearest = null;
    for (String name : names) {
      Node candidate = latest.get(name);
      if (candidate != null
          && mayHave(candidate, segment)
          && (nearest == null || candidate.segment().start() > nearest.segment().start())) {
        nearest = candidate;
      }
    }
    boolean alone = nearest == null && segment.name().equals("OBR");
    return alone ? latest.get(MESSAGE) : nearest;
  }

  /** An order has one OBR; the next OBR without an ORC of its own is an order of its own. */
  private static boolean mayHave(Node owner, Segment segment) {
    return !segment.name().equals("OBR") || owner.child("OBR").isEmpty();
  }

  private static void adopt(List<Node> orphans, Node node) {
    if (orphans.isEmpty()) {
      return;
    }
    orphans.removeIf(
        orphan -> {
          Set<String> names = OWNERS.getOrDefault(orphan.segment().name(), Set.of());
          boolean mine = names.contains(node.segment().name());
          if (mine) {
            node.add(orphan);
          }
          return mine;
        });
  }
}
