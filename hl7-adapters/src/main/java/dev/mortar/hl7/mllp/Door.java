package dev.mortar.hl7.mllp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;

/** One address that is listened on, and how a socket that came in there becomes a conversation. */
interface Door {
  /** For logs and figures. */
  String name();

  InetSocketAddress address();

  /**
   * Runs on the connection's own thread, so it may wait for the peer.
   *
   * @throws IOException if the peer may not come in
   */
  Guest open(Socket socket) throws IOException;

  /**
   * @param socket what is read and written from now on
   */
  record Guest(Socket socket, Optional<ClientCertificate> certificate) {}

  /** A door that lets everybody in as they are. */
  static Door plain(InetSocketAddress address) {
    return new Door() {
      @Override
      public String name() {
        return "mllp";
      }

      @Override
      public InetSocketAddress address() {
        return address;
      }

      @Override
      public Guest open(Socket socket) {
        return new Guest(socket, Optional.empty());
      }
    };
  }
}
