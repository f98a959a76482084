package dev.mortar.demo;

import dev.mortar.access.Role;
import dev.mortar.authorization.Account;
import dev.mortar.authorization.Accounts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * One account a role, named like the role, with one password that is made up at the first start of
 * each installation. It lies in the data folder, readable by its owner only; a password that
 * everyone knows would sooner or later guard real data.
 */
final class DemoAccounts {
  private static final int PASSWORD_BYTES = 9;

  private final Accounts accounts;
  private final Path file;

  DemoAccounts(Accounts accounts, Path file) {
    this.accounts = accounts;
    this.file = file;
  }

  /** Creates what is missing and returns the password. */
  String prepare() {
    try {
      boolean fresh = !Files.exists(file);
      if (fresh) {
        writePassword();
      }
      String password = Files.readString(file).strip();
      for (Role role : Role.values()) {
        if (fresh || accounts.find(role.code()).isEmpty()) {
          accounts.save(account(role), password);
        }
      }
      return password;
    } catch (IOException e) {
      throw new UncheckedIOException("The demo password cannot be kept in " + file, e);
    }
  }

  static Account account(Role role) {
    String person = "demo-" + role.code();
    String fhirUser =
        switch (role) {
          case MANAGER, SENIOR_PHARMACIST, STAFF_PHARMACIST, TECHNICIAN, ADMIN_STAFF, ANALYST ->
              "Practitioner/" + person;
          case PATIENT -> "Patient/" + person;
          case CAREGIVER -> "RelatedPerson/" + person;
          case SYSTEM_EHR, SYSTEM_LAB -> "Device/" + person;
        };
    Optional<String> patient =
        role.kind() == Role.Kind.PATIENT ? Optional.of("demo-patient") : Optional.empty();
    return new Account(role.code(), "Demo " + role.code(), role, fhirUser, patient, true);
  }

  private void writePassword() throws IOException {
    byte[] random = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(random);
    Files.createDirectories(file.toAbsolutePath().getParent());
    if (Files.getFileStore(file.toAbsolutePath().getParent()).supportsFileAttributeView("posix")) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.writeString(file, Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "\n");
  }
}
