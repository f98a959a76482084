package dev.mortar.hl7.outbound;

/** Tells whoever listens that something was written; the listener may come later than the bell. */
final class Bell implements Runnable {
  private volatile Runnable listener = () -> {};

  void wake(Runnable whoListens) {
    listener = whoListens;
  }

  @Override
  public void run() {
    listener.run();
  }
}
