package dev.mortar.access;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the tenants of a person consist of. To whoever belongs to a tenant, everything else of
 * patients and places is as if it were not there.
 *
 * @param places locations, as {@code Location/1}
 * @param members all of its organizations, locations, services and staff, by their type
 * @param timed those of them who can have a schedule; a search refuses to ask for organizations
 */
public record Tenant(Set<String> places, Map<String, Set<String>> members, Set<String> timed) {
  public Tenant {
    places = Set.copyOf(places);
    members = Map.copyOf(members);
    timed = Set.copyOf(timed);
  }

  /**
   * Sorted once, because every resource that is shown is held against it.
   *
   * @param members as {@code Practitioner/7}
   */
  public static Tenant of(Set<String> places, Set<String> members) {
    return new Tenant(
        places,
        members.stream()
            .collect(Collectors.groupingBy(Tenant::type, Collectors.toUnmodifiableSet())),
        members.stream()
            .filter(member -> !type(member).equals("Organization"))
            .collect(Collectors.toSet()));
  }

  Set<String> members(String type) {
    return members.getOrDefault(type, Set.of());
  }

  private static String type(String member) {
    return member.substring(0, member.indexOf('/'));
  }
}
