package dev.mortar.mapping.message;

import dev.mortar.mapping.text.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A segment with those that belong to it. */
final class Node {
  private final Segment segment;
  private final List<Node> children = new ArrayList<>();

  Node(Segment segment) {
    this.segment = segment;
  }

  Segment segment() {
    return segment;
  }

  boolean is(String name) {
    return segment.name().equals(name);
  }

  void add(Node child) {
    children.add(child);
  }

  List<Node> children() {
    return children;
  }

  List<Node> children(String name) {
    List<Node> named = new ArrayList<>();
    for (Node child : children) {
      if (child.is(name)) {
        named.add(child);
      }
    }
    return named;
  }

  Optional<Node> child(String name) {
    for (Node child : children) {
      if (child.is(name)) {
        return Optional.of(child);
      }
    }
    return Optional.empty();
  }

  /** All segments of that name below, in message order. */
  List<Node> all(String name) {
    List<Node> found = new ArrayList<>();
    collect(name, found);
    return found;
  }

  private void collect(String name, List<Node> found) {
    for (Node child : children) {
      if (child.is(name)) {
        found.add(child);
      }
      child.collect(name, found);
    }
  }
}
