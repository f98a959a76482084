package dev.mortar.hl7.mllp;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** The reading side of a connection. */
interface Wire {
  /**
   * Waits for at least one byte.
   *
   * @return how many were read, or -1 at the end
   * @throws SocketTimeoutException if none came in time
   */
  int read(byte[] into, Duration timeout) throws IOException;

  static Wire of(Socket socket) {
    return (into, timeout) -> {
      socket.setSoTimeout((int) Math.clamp(timeout.toMillis(), 1, Integer.MAX_VALUE));
      return socket.getInputStream().read(into);
    };
  }
}
