package dev.mortar.authorization;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/** Where key sets of clients come from. */
public interface JwksSource {
  Answer fetch(URI address) throws IOException;

  /**
   * @param fresh how long the answer may be used
   */
  record Answer(String json, Duration fresh) {}
}
