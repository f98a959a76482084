package dev.mortar.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Keys with certificates that sign themselves, made by the tool of the JDK. */
public final class TestCertificates {
  private static final char[] PASSWORD = "changeit".toCharArray();

  private TestCertificates() {}

  /**
   * A key with its certificate.
   *
   * @param certificate a PEM file
   * @param key a PEM file
   * @param encodedKey the same key in PKCS #8 alone
   */
  public record Identity(KeyStore store, Path certificate, Path key, Path encodedKey) {
    public X509Certificate shown() {
      try {
        return (X509Certificate) store.getCertificate("one");
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    /** Puts the files where those of another are. */
    public void replace(Identity other) {
      try {
        Files.copy(key, other.key(), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(certificate, other.certificate(), StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /**
   * @param names as {@code dns:localhost,ip:127.0.0.1}
   */
  public static Identity identity(Path folder, String subject, String names) {
    try {
      Path file = Files.createTempFile(folder, "identity", ".p12");
      Files.delete(file);
      run(
          List.of(
              Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
              "-genkeypair",
              "-alias",
              "one",
              "-keyalg",
              "EC",
              "-groupname",
              "secp256r1",
              "-dname",
              subject,
              "-ext",
              "san=" + names,
              "-validity",
              "30",
              "-storetype",
              "PKCS12",
              "-storepass",
              "changeit",
              "-keystore",
              file.toString()));
      KeyStore store = KeyStore.getInstance("PKCS12");
      try (var in = Files.newInputStream(file)) {
        store.load(in, PASSWORD);
      }
      byte[] key = store.getKey("one", PASSWORD).getEncoded();
      return new Identity(
          store,
          pem(file, ".crt", "CERTIFICATE", store.getCertificate("one").getEncoded()),
          pem(file, ".key", "PRIVATE KEY", key),
          Files.write(Path.of(file + ".pk8"), key));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a client needs that shows nothing and believes these. */
  public static SSLContext believing(List<Identity> servers) {
    return context(null, servers);
  }

  /** What a client needs that shows its own and believes these. */
  public static SSLContext showing(Identity own, List<Identity> servers) {
    try {
      KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(own.store(), PASSWORD);
      return context(keys.getKeyManagers(), servers);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static SSLContext context(KeyManager[] keys, List<Identity> servers) {
    try {
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      for (int i = 0; i < servers.size(); i++) {
        trusted.setCertificateEntry("server" + i, servers.get(i).shown());
      }
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys, trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Path pem(Path beside, String suffix, String what, byte[] encoded)
      throws IOException {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
    Path file =
        Files.writeString(
            Path.of(beside + suffix),
            "-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n",
            StandardCharsets.US_ASCII);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private static void run(List<String> command) {
    try {
      int result = new ProcessBuilder(command).inheritIO().start().waitFor();
      if (result != 0) {
        throw new IllegalStateException("keytool ended with " + result);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
