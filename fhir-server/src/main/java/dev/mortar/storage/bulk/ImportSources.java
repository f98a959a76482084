package dev.mortar.storage.bulk;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Decides whether the server may fetch from an address: only from below a listed one. */
final class ImportSources {
  private final List<URI> allowed;

  ImportSources(List<URI> allowed) {
    this.allowed = List.copyOf(allowed);
  }

  /** The address if it may be fetched from, else nothing. */
  Optional<URI> find(String address) {
    try {
      URI uri = new URI(address);
      boolean plain =
          uri.getHost() != null && uri.getRawUserInfo() == null && uri.getRawFragment() == null;
      return plain && allowed.stream().anyMatch(source -> lies(uri, source))
          ? Optional.of(uri)
          : Optional.empty();
    } catch (URISyntaxException unreadable) {
      return Optional.empty();
    }
  }

  private static boolean lies(URI uri, URI source) {
    return source.getScheme().equalsIgnoreCase(uri.getScheme())
        && source.getHost().equalsIgnoreCase(uri.getHost())
        && port(source) == port(uri)
        && isBelow(uri.getRawPath(), source.getRawPath());
  }

  /** A path that could climb out, written plainly or encoded, is below nothing. */
  private static boolean isBelow(String path, String folder) {
    String lower = path.toLowerCase(Locale.ROOT);
    boolean climbs = lower.contains("..") || lower.contains("%2e") || lower.contains("\\");
    return !climbs && path.startsWith(folder);
  }

  private static int port(URI uri) {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
  }
}
