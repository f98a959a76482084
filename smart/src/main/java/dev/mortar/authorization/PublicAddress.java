package dev.mortar.authorization;

import java.net.Inet6Address;
import java.net.InetAddress;

/** Tells addresses of the internet from those of this machine, its networks and its cloud. */
public final class PublicAddress {
  private PublicAddress() {}

  public static boolean is(InetAddress address) {
    if (address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return false;
    }
    byte[] bytes = address.getAddress();
    int first = bytes[0] & 0xff;
    int second = bytes[1] & 0xff;
    if (address instanceof Inet6Address) {
      // Of IPv6 only 2000::/3 is given out; 2002::/16 and 2001::/32 carry IPv4 addresses inside.
      boolean tunnel =
          first == 0x20 && (second == 0x02 || (second == 0x01 && bytes[2] == 0 && bytes[3] == 0));
      return (first & 0xe0) == 0x20 && !tunnel;
    }
    boolean carrier = first == 100 && (second & 0xc0) == 64;
    boolean protocol = first == 192 && second == 0 && (bytes[2] == 0 || bytes[2] == 2);
    boolean benchmark = first == 198 && (second == 18 || second == 19);
    return first != 0 && first < 224 && !carrier && !protocol && !benchmark;
  }
}
