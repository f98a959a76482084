package dev.mortar.hl7.mllp;

import dev.mortar.hl7.mllp.TlsProperties.Clients;
import dev.mortar.hl7.sender.Watched;
import dev.mortar.hl7.tls.TlsFiles;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A door that is opened by a handshake. Each connection takes the key material of its moment, so
 * that changed files hold for the next one.
 */
final class TlsDoor implements Door {
  private final TlsProperties properties;
  private final Watched<SSLContext> material;

  TlsDoor(TlsProperties properties) {
    this.properties = properties;
    this.material =
        new Watched<>(
            "The TLS files of the listener",
            properties.reload(),
            TlsFiles.of(
                properties.certificate(),
                properties.key(),
                properties.keyPassword(),
                properties.trust()));
  }

  @Override
  public String name() {
    return "mllps";
  }

  @Override
  public InetSocketAddress address() {
    return new InetSocketAddress(properties.bind(), properties.port());
  }

  @Override
  public Guest open(Socket socket) throws IOException {
    socket.setSoTimeout((int) properties.handshakeTimeout().toMillis());
    var layered =
        material.get().getSocketFactory().createSocket(socket, /* consumed= */ null, true);
    if (!(layered instanceof SSLSocket tls)) {
      throw new IOException("The platform gave no TLS socket");
    }
    SSLParameters parameters = tls.getSSLParameters();
    parameters.setProtocols(properties.protocols().toArray(new String[0]));
    parameters.setNeedClientAuth(properties.clients() == Clients.REQUIRED);
    parameters.setUseCipherSuitesOrder(true);
    tls.setSSLParameters(parameters);
    tls.startHandshake();
    return new Guest(tls, certificate(tls));
  }

  private Optional<ClientCertificate> certificate(SSLSocket tls) throws IOException {
    if (properties.clients() == Clients.NONE) {
      return Optional.empty();
    }
    try {
      @Nullable Object first = tls.getSession().getPeerCertificates()[0];
      return first instanceof X509Certificate shown
          ? Optional.of(ClientCertificate.of(shown))
          : Optional.empty();
    } catch (CertificateException e) {
      throw new IOException("The client's certificate cannot be read", e);
    }
  }
}
