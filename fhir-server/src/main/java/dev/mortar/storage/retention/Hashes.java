package dev.mortar.storage.retention;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** Turns who somebody was into what nobody can read, and what is the same for the same person. */
final class Hashes {
  private Hashes() {}

  static Set<String> of(String salt, Collection<String> patients, Collection<String> identifiers) {
    Set<String> hashes = new TreeSet<>();
    patients.forEach(id -> hashes.add(patient(salt, id)));
    for (String identifier : identifiers) {
      hashes.add(line(salt, identifier));
      hashes.add(number(salt, identifier.substring(identifier.indexOf('|') + 1)));
    }
    return hashes;
  }

  static String patient(String salt, String id) {
    return hash(salt + " patient " + id);
  }

  static String line(String salt, String identifier) {
    return hash(salt + " line " + identifier);
  }

  static String number(String salt, String value) {
    return hash(salt + " number " + value);
  }

  private static String hash(String text) {
    return Hashing.sha256().hashString(text, StandardCharsets.UTF_8).toString();
  }
}
