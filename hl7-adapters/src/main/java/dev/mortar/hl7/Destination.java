package dev.mortar.hl7;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Somebody who wants to be told.
 *
 * @param name of a-z, 0-9 and hyphens
 * @param address {@code mllp://host:port}, or {@code mllps://host:port} for TLS
 * @param application MSH-5
 * @param facility MSH-6
 * @param messages codes of the messages that are wanted, such as {@code SIU}
 * @param enabled whether messages go out; while they do not, they wait
 */
public record Destination(
    String name,
    String address,
    String application,
    String facility,
    Set<String> messages,
    boolean enabled) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,59}");
  private static final Pattern CODE = Pattern.compile("[A-Z]{3}");

  public Destination {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("A destination's name is made of a-z, 0-9 and hyphens");
    }
    URI uri = uri(address);
    boolean known = "mllp".equals(uri.getScheme()) || "mllps".equals(uri.getScheme());
    if (!known || uri.getHost() == null || uri.getPort() < 1 || uri.getPort() > 65535) {
      throw new IllegalArgumentException(
          "A destination's address is mllp://host:port or mllps://host:port");
    }
    if (messages.isEmpty() || !messages.stream().allMatch(code -> CODE.matcher(code).matches())) {
      throw new IllegalArgumentException("A destination wants messages such as SIU, ORU or ADT");
    }
    if (application.length() > 180 || facility.length() > 180 || address.length() > 300) {
      throw new IllegalArgumentException("A destination's names are too long");
    }
    messages = Set.copyOf(new TreeSet<>(messages));
  }

  public boolean wants(String message) {
    return enabled && messages.contains(message);
  }

  public boolean secure() {
    return address.startsWith("mllps:");
  }

  public String host() {
    return String.valueOf(uri(address).getHost());
  }

  public int port() {
    return uri(address).getPort();
  }

  private static URI uri(String address) {
    try {
      return new URI(address);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "A destination's address is mllp://host:port or mllps://host:port", e);
    }
  }
}
