package dev.mortar.hl7.mllp;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names of a client certificate that the handshake has verified: {@code sha256:} and its
 * fingerprint, {@code subject:} and its distinguished name, {@code dns:} and each DNS name.
 */
public record ClientCertificate(Set<String> names) {
  private static final Integer DNS = 2;

  public ClientCertificate {
    names = Set.copyOf(names);
  }

  static ClientCertificate of(X509Certificate certificate)
      throws CertificateEncodingException, CertificateParsingException {
    Set<String> names = new LinkedHashSet<>();
    names.add("sha256:" + fingerprint(certificate.getEncoded()));
    names.add(plain("subject:" + certificate.getSubjectX500Principal().getName()));
    @Nullable Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
    if (alternatives != null) {
      for (List<?> alternative : alternatives) {
        if (DNS.equals(alternative.get(0))) {
          names.add(plain("dns:" + alternative.get(1)));
        }
      }
    }
    return new ClientCertificate(names);
  }

  /**
   * @param name as a sender profile writes it
   */
  boolean is(String name) {
    return names.contains(plain(name));
  }

  /** Fingerprints are written with colons and in capitals as often as not. */
  private static String plain(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.startsWith("sha256:")
        ? "sha256:" + lower.substring("sha256:".length()).replace(":", "")
        : lower;
  }

  private static String fingerprint(byte[] encoded) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(encoded));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
