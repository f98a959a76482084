package dev.mortar.authorization;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the keys that seal, or makes the first one. */
final class SealKeys {
  private static final Logger LOG = LoggerFactory.getLogger(SealKeys.class);
  private static final Set<PosixFilePermission> OURS = PosixFilePermissions.fromString("rw-------");

  private final SecureRandom random;

  SealKeys(SecureRandom random) {
    this.random = random;
  }

  Seal find(SealProperties properties) {
    if (!properties.key().isEmpty()) {
      return Seal.of(properties.key().split(","));
    }
    Path file = Path.of(properties.keyFile());
    try {
      if (!Files.exists(file)) {
        create(file);
      }
      if (isPosix(file) && !OURS.containsAll(Files.getPosixFilePermissions(file))) {
        LOG.warn("Others may read {}, which opens the secrets in the database: chmod 600", file);
      }
      return Seal.of(Files.readString(file).strip().split("\\s+"));
    } catch (IOException e) {
      throw new UncheckedIOException("The file of mortar.secrets.key-file cannot be used.", e);
    }
  }

  /** Who comes second, of two that start at once, takes the key of the first. */
  private void create(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    byte[] key = new byte[Seal.KEY_BYTES];
    random.nextBytes(key);
    FileAttribute<?>[] ours =
        folder != null && isPosix(folder)
            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OURS)}
            : new FileAttribute<?>[0];
    Path whole = Files.createTempFile(folder, "secrets", ".new", ours);
    try {
      Files.write(
          whole,
          (Base64.getEncoder().encodeToString(key) + "\n").getBytes(StandardCharsets.US_ASCII));
      Files.move(whole, file);
    } catch (FileAlreadyExistsException second) {
      LOG.info("Another start has made {} meanwhile", file);
      Files.delete(whole);
    }
  }

  private static boolean isPosix(Path path) {
    return Files.getFileAttributeView(path, PosixFileAttributeView.class) != null;
  }
}
