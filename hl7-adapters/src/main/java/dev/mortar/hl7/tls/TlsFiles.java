package dev.mortar.hl7.tls;

import dev.mortar.hl7.sender.Watched;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.pem.PemContent;

/**
 * PEM files that make a TLS context: who we are, and whom we believe. Key and certificate are
 * checked against each other, so that a pair of which only one half is written yet is not used.
 *
 * @param certificate empty for a side that shows none
 * @param trust empty for the authorities that Java knows
 */
public record TlsFiles(
    Optional<Path> certificate, Optional<Path> key, String keyPassword, Optional<Path> trust)
    implements Watched.Source<SSLContext> {
  private static final char[] NO_PASSWORD = {};

  public static TlsFiles of(String certificate, String key, String keyPassword, String trust) {
    return new TlsFiles(path(certificate), path(key), keyPassword, path(trust));
  }

  private static Optional<Path> path(String text) {
    return text.isBlank() ? Optional.empty() : Optional.of(Path.of(text));
  }

  @Override
  public Collection<Path> files() {
    return Stream.of(certificate, key, trust).flatMap(Optional::stream).toList();
  }

  @Override
  public SSLContext load() throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      var ours = certificate.isPresent() ? ours(certificate.get()).getKeyManagers() : null;
      var theirs = trust.isPresent() ? theirs(trust.get()).getTrustManagers() : null;
      context.init(ours, theirs, null);
      return context;
    } catch (GeneralSecurityException | IllegalStateException e) {
      throw new IllegalArgumentException(files() + ": " + e.getMessage(), e);
    }
  }

  private KeyManagerFactory ours(Path chainFile) throws IOException, GeneralSecurityException {
    List<X509Certificate> chain = PemContent.load(chainFile).getCertificates();
    @Nullable PrivateKey secret =
        PemContent.load(key.orElse(chainFile))
            .getPrivateKey(keyPassword.isEmpty() ? null : keyPassword);
    if (chain.isEmpty() || secret == null) {
      throw new IllegalArgumentException(files() + " hold no certificate with its key");
    }
    requirePair(secret, chain.getFirst().getPublicKey());
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("ours", secret, NO_PASSWORD, chain.toArray(new X509Certificate[0]));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory;
  }

  private static TrustManagerFactory theirs(Path file)
      throws IOException, GeneralSecurityException {
    List<X509Certificate> certificates = PemContent.load(file).getCertificates();
    if (certificates.isEmpty()) {
      throw new IllegalArgumentException(file + " holds no certificate");
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    for (int i = 0; i < certificates.size(); i++) {
      store.setCertificateEntry("trusted-" + i, certificates.get(i));
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory;
  }

  private static void requirePair(PrivateKey secret, PublicKey known)
      throws GeneralSecurityException {
    Signature signature = Signature.getInstance(algorithm(known.getAlgorithm()));
    byte[] anything = {1, 2, 3};
    signature.initSign(secret);
    signature.update(anything);
    byte[] signed = signature.sign();
    signature.initVerify(known);
    signature.update(anything);
    if (!signature.verify(signed)) {
      throw new IllegalArgumentException("The key does not belong to the certificate");
    }
  }

  private static String algorithm(String key) {
    return switch (key) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      default -> key;
    };
  }
}
