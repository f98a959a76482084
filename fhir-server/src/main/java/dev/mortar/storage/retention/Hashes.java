package dev.mortar.storage.retention;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
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
    return sha256(salt + " patient " + id);
  }

  static String line(String salt, String identifier) {
    return sha256(salt + " line " + identifier);
  }

  static String number(String salt, String value) {
    return sha256(salt + " number " + value);
  }

  static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
