package dev.mortar.authorization;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Fetches key sets over https from public addresses only. A client chooses the address, so it is
 * judged when the connection stands: what a name meant a moment before does not count. No redirect
 * is followed, and size and time are limited.
 */
final class GuardedJwks implements JwksSource {
  private static final int LONGEST = 64 * 1024;
  private static final int PATIENCE_MS = 3_000;
  private static final Duration LEAST = Duration.ZERO;
  private static final Duration MOST = Duration.ofMinutes(10);
  private static final Pattern MAX_AGE = Pattern.compile("max-age=(\\d{1,9})");
  private static final int OK = 200;

  private final SSLSocketFactory sockets;

  GuardedJwks(SSLSocketFactory sockets) {
    this.sockets = new PublicPeersOnly(sockets);
  }

  @Override
  public Answer fetch(URI address) throws IOException {
    if (!(address.toURL().openConnection(Proxy.NO_PROXY) instanceof HttpsURLConnection https)) {
      throw new IOException("Key sets are fetched by https only.");
    }
    https.setSSLSocketFactory(sockets);
    https.setInstanceFollowRedirects(false);
    https.setConnectTimeout(PATIENCE_MS);
    https.setReadTimeout(PATIENCE_MS);
    https.setUseCaches(false);
    https.setRequestProperty("Accept", "application/json");
    try (InputStream body = https.getInputStream()) {
      if (https.getResponseCode() != OK) {
        throw new IOException("The key set's address answered " + https.getResponseCode());
      }
      byte[] bytes = body.readNBytes(LONGEST + 1);
      if (bytes.length > LONGEST) {
        throw new IOException("The key set is too long.");
      }
      return new Answer(
          new String(bytes, StandardCharsets.UTF_8), fresh(https.getHeaderField("Cache-Control")));
    } finally {
      https.disconnect();
    }
  }

  /** As long as the client's server says, and never long; what says nothing is asked each time. */
  static Duration fresh(@Nullable String cacheControl) {
    if (cacheControl == null || cacheControl.contains("no-")) {
      return LEAST;
    }
    Matcher age = MAX_AGE.matcher(cacheControl);
    if (!age.find()) {
      return LEAST;
    }
    Duration told = Duration.ofSeconds(Long.parseLong(age.group(1)));
    return told.compareTo(MOST) > 0 ? MOST : told;
  }

  /** Looks at who really answered before a byte of TLS is spoken. */
  private static final class PublicPeersOnly extends SSLSocketFactory {
    private final SSLSocketFactory tls;

    PublicPeersOnly(SSLSocketFactory tls) {
      this.tls = tls;
    }

    @Override
    public Socket createSocket(Socket connected, String host, int port, boolean autoClose)
        throws IOException {
      InetAddress peer = connected.getInetAddress();
      if (!PublicAddress.is(peer)) {
        connected.close();
        throw new IOException("The key set's address is not a public one.");
      }
      return tls.createSocket(connected, host, port, autoClose);
    }

    /** Not offered, so that the socket is connected first and then comes by above. */
    @Override
    public Socket createSocket(String host, int port) throws IOException {
      throw notOffered();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort)
        throws IOException {
      throw notOffered();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
      throw notOffered();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
        throws IOException {
      throw notOffered();
    }

    private static IOException notOffered() {
      return new SocketException("Only connected sockets are taken.");
    }

    @Override
    public String[] getDefaultCipherSuites() {
      return tls.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
      return tls.getSupportedCipherSuites();
    }
  }
}
