package dev.mortar.mapping.message;

import dev.mortar.mapping.text.Message;
import dev.mortar.mapping.text.Segment;
import java.util.ArrayList;
import java.util.Collections;
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
          Map.entry(
              "OBX",
              Set.of("OBR", "ORC", "PID", "RXO", "RXE", "RXD", "RXG", "RXA", "TXA", "PRB", "GOL")),
          Map.entry("RXO", Set.of("ORC")),
          Map.entry("RXE", Set.of("ORC")),
          Map.entry("RXD", Set.of("ORC")),
          Map.entry("RXG", Set.of("ORC")),
          Map.entry("RXA", Set.of("ORC")),
          Map.entry("RXR", Set.of("RXO", "RXE", "RXD", "RXG", "RXA")),
          Map.entry("RXC", Set.of("RXO", "RXE", "RXD", "RXG")),
          Map.entry("DG1", Set.of("OBR", "RXO", "RXE", "FT1")),
          Map.entry("PR1", Set.of("FT1")),
          Map.entry("GOL", Set.of("PRB")),
          Map.entry("STF", Set.of("MFE")),
          Map.entry("PRA", Set.of("STF")),
          Map.entry("LOC", Set.of("MFE")),
          Map.entry("OM1", Set.of("MFE")),
          Map.entry("OM5", Set.of("OM1")),
          Map.entry("CDM", Set.of("MFE")),
          Map.entry("PRC", Set.of("CDM")),
          Map.entry("IIM", Set.of("MFE")),
          Map.entry("ITM", Set.of("MFE")),
          Map.entry("ERR", Set.of("MSA")),
          Map.entry("SPM", Set.of("OBR", "ORC")),
          Map.entry("SAC", Set.of("SPM")),
          Map.entry("TQ1", Set.of("OBR", "ORC", "SCH", "RXO", "RXE", "RXG")),
          Map.entry("TQ2", Set.of("TQ1")),
          Map.entry("CTD", Set.of("OBR", "ORC", "PRD")),
          Map.entry("FT1", Set.of("PID")),
          Map.entry("ROL", Set.of("PID", "PV1", "PR1", "IN1", "PRB", "GOL")),
          Map.entry(
              "PRT",
              Set.of(
                  "PID", "PV1", "PR1", "IN1", "GT1", "AL1", "IAM", "DG1", "AUT", "RF1", "PRD",
                  "PRB", "GOL", "PTH", "ORC", "OBR", "OBX", "SPM", "RXO", "RXE", "RXD", "RXG",
                  "RXA", "FT1", "TXA", "SCH", "RGS", "AIS", "AIG", "AIL", "AIP", "STF", "PDC")),
          Map.entry("AIS", Set.of("RGS", "SCH")),
          Map.entry("AIG", Set.of("RGS", "SCH")),
          Map.entry("AIL", Set.of("RGS", "SCH")),
          Map.entry("AIP", Set.of("RGS", "SCH")),
          Map.entry("RGS", Set.of("SCH")));

  /** Segments that stand for themselves if no owner is before them. */
  private static final Set<String> INDEPENDENT =
      Set.of("OBR", "RXO", "RXE", "RXD", "RXG", "RXA", "DG1", "PR1", "GOL", "FT1");

  /** Segments of which an order has one; the next without an ORC is an order of its own. */
  private static final Set<String> SINGLE = Set.of("OBR", "RXO", "RXE", "RXG");

  private static final String NOTE = "NTE";

  /** Segments that stand between a note and what it is about. */
  private static final Set<String> ASIDE = Set.of(NOTE, "PRT");

  private Grammar() {}

  /** The message as a tree; its root is MSH. */
  static Node tree(Message message) {
    boolean samplesFirst = message.header().field(9).component(1).is("OUL");
    List<Segment> segments = samplesFirst ? ordersFirst(message.segments()) : message.segments();
    Node root = new Node(segments.getFirst());
    Map<String, Node> latest = new HashMap<>();
    latest.put(MESSAGE, root);
    List<Node> orphans = new ArrayList<>();
    Node before = root;
    for (Segment segment : segments.subList(1, segments.size())) {
      Node node = new Node(segment);
      boolean sample = samplesFirst && segment.name().equals("SPM");
      Node owner = sample ? root : owner(segment, before, latest);
      if (owner == null) {
        orphans.add(node);
      } else {
        owner.add(node);
      }
      if (!ASIDE.contains(segment.name())) {
        before = node;
      }
      latest.put(segment.name(), node);
      adopt(orphans, node);
    }
    orphans.forEach(root::add);
    return root;
  }

  /** In OUL the ORC stands behind its OBR; a sample stands before all orders on it. */
  private static List<Segment> ordersFirst(List<Segment> segments) {
    List<Segment> ordered = new ArrayList<>(segments);
    for (int i = 1; i < ordered.size(); i++) {
      if (ordered.get(i).name().equals("ORC") && ordered.get(i - 1).name().equals("OBR")) {
        Collections.swap(ordered, i - 1, i);
      }
    }
    return ordered;
  }

  private static @Nullable Node owner(Segment segment, Node before, Map<String, Node> latest) {
    if (segment.name().equals(NOTE)) {
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
    boolean alone = nearest == null && INDEPENDENT.contains(segment.name());
    return alone ? latest.get(MESSAGE) : nearest;
  }

  private static boolean mayHave(Node owner, Segment segment) {
    return !SINGLE.contains(segment.name()) || owner.child(segment.name()).isEmpty();
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
