package dev.mortar.hl7;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Certificates that sign themselves, made by the tool of the JDK. */
public final class Certificates {
  private static final char[] PASSWORD = "changeit".toCharArray();

  private Certificates() {}

  /** A key with its certificate, as PEM files and as a key store. */
  public record Identity(Path store, Path certificate, Path key) {
    KeyStore load() {
      try (var in = Files.newInputStream(store)) {
        KeyStore loaded = KeyStore.getInstance("PKCS12");
        loaded.load(in, PASSWORD);
        return loaded;
      } catch (IOException | GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  public static Identity identity(Path folder, String name) {
    Path store = folder.resolve(name + ".p12");
    run(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            "one",
            "-keyalg",
            "EC",
            "-dname",
            "CN=" + name,
            "-ext",
            "san=dns:" + name + ",ip:127.0.0.1",
            "-validity",
            "30",
            "-storetype",
            "PKCS12",
            "-storepass",
            "changeit",
            "-keystore",
            store.toString()));
    try {
      Identity identity =
          new Identity(store, folder.resolve(name + ".crt"), folder.resolve(name + ".key"));
      KeyStore loaded = identity.load();
      write(identity.certificate(), "CERTIFICATE", loaded.getCertificate("one").getEncoded());
      write(identity.key(), "PRIVATE KEY", loaded.getKey("one", PASSWORD).getEncoded());
      return identity;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a client needs that shows {@code own} and believes {@code server}. */
  public static SSLContext client(Identity own, Identity server) {
    try {
      KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(own.load(), PASSWORD);
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry("server", server.load().getCertificate("one"));
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void write(Path file, String what, byte[] encoded) throws IOException {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
    Files.writeString(
        file,
        "-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n",
        StandardCharsets.US_ASCII);
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
