package dev.mortar.authorization;

import jakarta.servlet.http.HttpSession;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Ways to sign in that lead elsewhere, and back from there. */
public interface OtherSignIns {
  List<Way> all();

  /**
   * Where the browser of somebody who signs out here goes on to, so that they are signed out there,
   * too; empty if they end here.
   */
  Optional<URI> end(HttpSession session);

  /**
   * @param label for the sign-in page, as text
   * @param path of ours that begins it
   */
  record Way(String label, String path) {}
}
