package dev.mortar.access;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Parts of the pharmacy's data that are given and taken as one: the five categories, to which every
 * type belongs, the modules, to which some belong beside that, and what carries a security label,
 * of whatever type it is. A permission is an area and what may be done there, as {@code
 * scheduling.write}.
 */
public final class Areas {
  private static final String READ = ".read";
  private static final String WRITE = ".write";
  private static final String BOTH = ".*";

  private final Map<String, Area> areas = new LinkedHashMap<>();
  private final Map<String, Codes> byType;
  private final Map<String, Codes> byOperation;
  private final Set<String> categories;
  private final Set<String> modules;

  private Areas(Table table, PolicyTable policy) {
    for (Map<String, String> line : table.rows()) {
      String name = Table.cell(line, "area");
      areas.put(
          name,
          new Area(
              name,
              Table.cell(line, "kind"),
              types(Table.cell(line, "types"), policy),
              names(Table.cell(line, "operations")),
              names(Table.cell(line, "addresses"))));
    }
    this.byType = index(areas.values().stream().map(area -> Map.entry(area.name, area.types)));
    this.byOperation =
        index(areas.values().stream().map(area -> Map.entry(area.name, area.operations)));
    this.categories = ofKind("category");
    this.modules = ofKind("module");
  }

  private Set<String> ofKind(String kind) {
    return areas.values().stream()
        .filter(area -> area.kind.equals(kind))
        .map(Area::name)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** The areas that ship with the program, over the types of the table. */
  static Areas of(PolicyTable policy) {
    return new Areas(Table.read("areas.csv"), policy);
  }

  public Set<String> names() {
    return areas.keySet();
  }

  Set<String> categories() {
    return categories;
  }

  /** In the order of the table. */
  public Set<String> modules() {
    return modules;
  }

  Set<String> types(String area) {
    return find(area).types;
  }

  Set<String> operations(String area) {
    return find(area).operations;
  }

  private Area find(String name) {
    return Optional.ofNullable(areas.get(name))
        .orElseThrow(() -> new IllegalArgumentException("There is no area " + name));
  }

  /** The permissions of which one is about the type. */
  Set<String> ofType(String type, boolean write) {
    return byType.getOrDefault(type, Codes.NONE).of(write);
  }

  Set<String> ofOperation(String operation, boolean write) {
    return byOperation.getOrDefault(operation, Codes.NONE).of(write);
  }

  /**
   * @param path as {@code /api/accounts/anna}
   */
  Set<String> ofAddress(String path, boolean write) {
    return areas.values().stream()
        .filter(area -> area.addresses.stream().anyMatch(one -> isBelow(path, one)))
        .map(area -> code(area.name, write))
        .collect(Collectors.toSet());
  }

  private static boolean isBelow(String path, String address) {
    return path.equals(address) || path.startsWith(address + "/");
  }

  /**
   * What giving these permissions gives: who may write may also read.
   *
   * @param named as {@code finance.*}, {@code reports.read}
   * @throws IllegalArgumentException if one names no area
   */
  public Set<String> given(Iterable<String> named) {
    return expand(named, WRITE, READ);
  }

  /**
   * What taking these permissions takes: who may not read may not write either.
   *
   * @throws IllegalArgumentException if one names no area
   */
  public Set<String> taken(Iterable<String> named) {
    return expand(named, READ, WRITE);
  }

  private Set<String> expand(Iterable<String> named, String strong, String implied) {
    Set<String> codes = new TreeSet<>();
    for (String one : named) {
      int dot = one.lastIndexOf('.');
      String area = dot < 0 ? one : one.substring(0, dot);
      String what = dot < 0 ? "" : one.substring(dot);
      if (!areas.containsKey(area) || !List.of(READ, WRITE, BOTH).contains(what)) {
        throw new IllegalArgumentException(
            "There is no such permission. One is an area (%s) with .read, .write or .* behind it."
                .formatted(String.join(", ", names())));
      }
      if (!what.equals(implied)) {
        codes.add(area + strong);
      }
      codes.add(area + implied);
    }
    return codes;
  }

  static String code(String area, boolean write) {
    return area + (write ? WRITE : READ);
  }

  private static Set<String> types(String cell, PolicyTable policy) {
    if (!cell.startsWith("@")) {
      return names(cell);
    }
    return policy.types().stream()
        .filter(type -> policy.category(type).orElseThrow().code().equals(cell.substring(1)))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Set<String> names(String cell) {
    return cell.equals("-") ? Set.of() : Set.copyOf(Arrays.asList(cell.split(" ")));
  }

  private static Map<String, Codes> index(Stream<Map.Entry<String, Set<String>>> members) {
    Map<String, Set<String>> areasOf = new LinkedHashMap<>();
    members.forEach(
        area ->
            area.getValue()
                .forEach(
                    member ->
                        areasOf
                            .computeIfAbsent(member, x -> new LinkedHashSet<>())
                            .add(area.getKey())));
    return areasOf.entrySet().stream()
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, one -> Codes.of(one.getValue())));
  }

  private record Area(
      String name, String kind, Set<String> types, Set<String> operations, Set<String> addresses) {}

  /** The permissions about one thing. */
  private record Codes(Set<String> read, Set<String> write) {
    static final Codes NONE = new Codes(Set.of(), Set.of());

    static Codes of(Set<String> areas) {
      return new Codes(
          areas.stream().map(area -> code(area, false)).collect(Collectors.toUnmodifiableSet()),
          areas.stream().map(area -> code(area, true)).collect(Collectors.toUnmodifiableSet()));
    }

    Set<String> of(boolean forWriting) {
      return forWriting ? write : read;
    }
  }
}
