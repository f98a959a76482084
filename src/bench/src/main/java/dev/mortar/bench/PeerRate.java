package dev.mortar.bench;

import java.util.function.ToIntFunction;

/**
 * Measures a program that is not on the class path of this module, so that it may bring its own
 * versions of every library.
 */
public final class PeerRate {
  private PeerRate() {}

  /** Argument: a class that makes a number of things of a message. */
  @SuppressWarnings("unchecked")
  public static void main(String[] args) throws ReflectiveOperationException {
    var peer = Class.forName(args[0]).getDeclaredConstructor().newInstance();
    Rates.print((ToIntFunction<String>) peer);
  }
}
