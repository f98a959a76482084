package dev.mortar.authorization;

import jakarta.servlet.ServletRequest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Optional;

/**
 * The certificate that the client has shown on the connection of a request; the handshake has
 * verified it. One that a proxy writes into a header is none.
 *
 * @param asked whether the server asks for certificates at all
 */
public record ClientCertificates(boolean asked) {
  private static final String CHAIN = "jakarta.servlet.request.X509Certificate";

  static Optional<X509Certificate> of(ServletRequest request) {
    return request.getAttribute(CHAIN) instanceof X509Certificate[] chain && chain.length > 0
        ? Optional.of(chain[0])
        : Optional.empty();
  }

  /**
   * What a token that is bound to the certificate says of it.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc8705#section-3.1">RFC 8705, x5t#S256</a>
   */
  public static Optional<String> thumbprint(ServletRequest request) {
    return of(request).map(ClientCertificates::thumbprint);
  }

  static String thumbprint(X509Certificate certificate) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    } catch (CertificateEncodingException e) {
      throw new IllegalArgumentException("The certificate cannot be encoded.", e);
    }
  }
}
