package dev.mortar.security;

import dev.mortar.access.Areas;
import dev.mortar.access.Rights;
import dev.mortar.ig.Canonicals;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Basic;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.StringType;

/**
 * Permissions that are given and taken, as they were named.
 *
 * @param title what people call a template; empty for that of an account
 * @param role code of the role that a template starts from; empty for that of an account
 * @param template the name of the template that an account has; empty for that of its role
 * @param guarded permissions that need a sign-in with a second factor
 */
public record PermissionSet(
    String title,
    String role,
    String template,
    List<String> granted,
    List<String> denied,
    List<String> guarded) {
  /** Of an account that nobody has changed. */
  public static final PermissionSet NONE =
      new PermissionSet("", "", "", List.of(), List.of(), List.of());

  public PermissionSet {
    granted = granted.stream().distinct().sorted().toList();
    denied = denied.stream().distinct().sorted().toList();
    guarded = guarded.stream().distinct().sorted().toList();
  }

  /**
   * What is meant by the names.
   *
   * @throws IllegalArgumentException if one of them means nothing
   */
  Rights rights(Areas areas) {
    return new Rights(areas.given(granted), areas.taken(denied), areas.taken(guarded));
  }

  static PermissionSet of(Basic resource) {
    Extension set = resource.getExtensionByUrl(Canonicals.EXT_PERMISSION_SET);
    return set == null
        ? NONE
        : new PermissionSet(
            text(set, "title"),
            text(set, "role"),
            text(set, "template"),
            texts(set, "grant"),
            texts(set, "deny"),
            texts(set, "second-factor"));
  }

  void writeTo(Basic resource) {
    resource.getExtension().removeIf(one -> Canonicals.EXT_PERMISSION_SET.equals(one.getUrl()));
    Extension set = resource.addExtension().setUrl(Canonicals.EXT_PERMISSION_SET);
    add(set, "title", title);
    if (!role.isEmpty()) {
      set.addExtension("role", new CodeType(role));
    }
    add(set, "template", template);
    granted.forEach(one -> add(set, "grant", one));
    denied.forEach(one -> add(set, "deny", one));
    guarded.forEach(one -> add(set, "second-factor", one));
  }

  private static void add(Extension set, String name, String value) {
    if (!value.isEmpty()) {
      set.addExtension(name, new StringType(value));
    }
  }

  private static String text(Extension set, String name) {
    return Optional.ofNullable(set.getExtensionString(name)).orElse("");
  }

  private static List<String> texts(Extension set, String name) {
    return set.getExtensionsByUrl(name).stream()
        .map(one -> String.valueOf(one.getValue().primitiveValue()))
        .toList();
  }
}
