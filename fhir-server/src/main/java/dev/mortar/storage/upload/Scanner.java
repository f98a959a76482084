package dev.mortar.storage.upload;

/** Looks for malware. */
interface Scanner {
  /** There is none. */
  Scanner NONE = data -> false;

  /**
   * @return whether something was found
   * @throws ScannerSilentException if nobody can say
   */
  boolean finds(byte[] data);
}
