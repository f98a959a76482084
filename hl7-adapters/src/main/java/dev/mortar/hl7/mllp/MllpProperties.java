package dev.mortar.hl7.mllp;

import java.net.InetAddress;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * @param enabled whether this process listens at all
 * @param port 0 takes any free port
 * @param acknowledge what a positive acknowledgement in original mode says: that the message is
 *     stored, or that it is stored and was understood
 * @param maxMessage longer frames are refused, so that no peer can fill our memory
 * @param frameMemory what all connections together may hold of long frames; who needs more waits
 * @param idleTimeout silence between frames after which a connection is closed
 * @param inFrameTimeout silence within a frame after which it is given up
 * @param trailerTimeout how long the return after an end of block is waited for
 * @param minRate bytes per second that a frame must have on average once it is older than {@code
 *     inFrameTimeout}
 * @param maxConnections further connections are closed at once
 * @param maxConnectionsPerPeer the same for one address
 * @param maxAcceptsPerSecond how often one address may connect; who comes more often is closed at
 *     once
 * @param backlog connections that the operating system holds until they are taken
 * @param stopDeadline how long a stop waits for frames in work
 */
@ConfigurationProperties(prefix = "mortar.hl7.mllp", ignoreUnknownFields = false)
record MllpProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("127.0.0.1") InetAddress bind,
    @DefaultValue("2575") int port,
    @DefaultValue("stored") Acknowledge acknowledge,
    @DefaultValue("16MB") DataSize maxMessage,
    @DefaultValue("64MB") DataSize frameMemory,
    @DefaultValue("10m") Duration idleTimeout,
    @DefaultValue("30s") Duration inFrameTimeout,
    @DefaultValue("250ms") Duration trailerTimeout,
    @DefaultValue("128B") DataSize minRate,
    @DefaultValue("512") int maxConnections,
    @DefaultValue("64") int maxConnectionsPerPeer,
    @DefaultValue("512") int maxAcceptsPerSecond,
    @DefaultValue("128") int backlog,
    @DefaultValue("10s") Duration stopDeadline) {

  /** What a positive acknowledgement in original mode promises. */
  enum Acknowledge {
    STORED,
    MAPPED
  }

  MllpProperties {
    positive("idle-timeout", idleTimeout);
    positive("in-frame-timeout", inFrameTimeout);
    positive("trailer-timeout", trailerTimeout);
    positive("stop-deadline", stopDeadline);
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("mortar.hl7.mllp.port is 0 to 65535");
    }
    if (maxConnections < 1 || maxConnectionsPerPeer < 1 || maxAcceptsPerSecond < 1 || backlog < 1) {
      throw new IllegalArgumentException("mortar.hl7.mllp: connection limits are at least 1");
    }
    if (maxMessage.toBytes() < 1024 || maxMessage.toBytes() > Integer.MAX_VALUE / 4) {
      throw new IllegalArgumentException("mortar.hl7.mllp.max-message is 1KB to 511MB");
    }
    if (frameMemory.compareTo(maxMessage) < 0) {
      throw new IllegalArgumentException(
          "mortar.hl7.mllp.frame-memory must hold a message of max-message");
    }
  }

  private static void positive(String name, Duration value) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException("mortar.hl7.mllp." + name + " must be above zero");
    }
  }
}
