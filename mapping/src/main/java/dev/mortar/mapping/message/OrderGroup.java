package dev.mortar.mapping.message;

import dev.mortar.mapping.text.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One order of a message: ORC with what belongs to it, or a detail that came without an ORC.
 *
 * @param details OBR, RXO, RXE, RXG, RXD and RXA in their order
 */
record OrderGroup(@Nullable Node orc, List<Node> details) {
  private static final Set<String> DETAILS = Set.of("OBR", "RXO", "RXE", "RXG", "RXD", "RXA");

  static boolean isOne(Node node) {
    return node.is("ORC") || DETAILS.contains(node.segment().name());
  }

  static OrderGroup of(Node node) {
    if (!node.is("ORC")) {
      return new OrderGroup(null, List.of(node));
    }
    return new OrderGroup(
        node,
        node.children().stream()
            .filter(child -> DETAILS.contains(child.segment().name()))
            .toList());
  }

  Optional<Node> detail(String name) {
    return details.stream().filter(node -> node.is(name)).findFirst();
  }

  List<Node> details(String name) {
    return details.stream().filter(node -> node.is(name)).toList();
  }

  /** The segments of that name directly below the order and its details. */
  List<Node> parts(String name) {
    List<Node> parts = new ArrayList<>();
    if (orc != null) {
      parts.addAll(orc.children(name));
    }
    details.forEach(detail -> parts.addAll(detail.children(name)));
    return parts;
  }

  /** What to name in an issue: the first segment of the order. */
  Segment first() {
    return orc != null ? orc.segment() : details.getFirst().segment();
  }
}
