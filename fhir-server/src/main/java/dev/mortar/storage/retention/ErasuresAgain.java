package dev.mortar.storage.retention;

import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Looks at the start, before anything listens to the network, whether the list of erasures in the
 * data folder knows more than the database: then the database came from a backup.
 */
final class ErasuresAgain implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(ErasuresAgain.class);

  /** After the guide is installed. */
  private static final int AFTER_GUIDE = 1;

  private final Supplier<Erasures> erasures;
  private volatile boolean running;

  ErasuresAgain(Supplier<Erasures> erasures) {
    this.erasures = erasures;
  }

  @Override
  public int getPhase() {
    return AFTER_GUIDE;
  }

  @Override
  public void start() {
    Erasures.Replayed replayed = erasures.get().replayWhatTheDatabaseLost();
    if (replayed.known() > 0) {
      LOG.warn(
          "The database did not know of {} erasures of the list; {} records are back and will be erased again",
          replayed.known(),
          replayed.erased());
    }
    running = true;
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
