package dev.mortar.hl7.folder;

import dev.mortar.hl7.inbox.Framing;
import dev.mortar.hl7.mllp.Caller;
import dev.mortar.hl7.mllp.Intake;
import dev.mortar.mapping.text.Batch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Takes files that others drop into a folder. A file whose messages could not all be stored is
 * taken again; what was stored of it before is known by its bytes and has no second effect.
 */
final class FolderWatch implements SmartLifecycle {
  /** Like the listeners: after the inbox when starting, before it when stopping. */
  private static final int PHASE = 2_000_000;

  private static final Logger LOG = LoggerFactory.getLogger(FolderWatch.class);

  private final FolderProperties properties;
  private final Tray tray;
  private final Intake intake;
  private final Map<Path, Look> looks = new HashMap<>();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread =
      Thread.ofPlatform().name("hl7-folder").daemon().unstarted(this::watch);
  private volatile boolean running;

  FolderWatch(FolderProperties properties, Intake intake) {
    this.properties = properties;
    this.tray = new Tray(Path.of(properties.path()));
    this.intake = intake;
  }

  /** How a file looked, and since when. */
  private record Look(long size, FileTime changed, long since) {}

  @Override
  public void start() {
    try {
      tray.prepare();
    } catch (IOException e) {
      throw new UncheckedIOException("mortar.hl7.folder.path cannot be used", e);
    }
    running = true;
    thread.start();
  }

  @Override
  public void stop() {
    running = false;
    stopped.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }

  private void watch() {
    while (running) {
      try {
        takeSettled();
        for (Path file : tray.taken()) {
          if (running) {
            read(file);
          }
        }
      } catch (IOException e) {
        LOG.warn("The folder of messages cannot be read: {}", e.getClass().getSimpleName());
      }
      pause();
    }
  }

  private void takeSettled() throws IOException {
    Set<Path> here = new HashSet<>(tray.dropped());
    looks.keySet().retainAll(here);
    for (Path file : here) {
      if (hasSettled(file)) {
        tray.take(file);
        looks.remove(file);
      }
    }
  }

  private boolean hasSettled(Path file) throws IOException {
    long now = System.nanoTime();
    try {
      Look before = looks.get(file);
      Look look = new Look(Files.size(file), Files.getLastModifiedTime(file), now);
      if (before != null
          && before.size() == look.size()
          && before.changed().equals(look.changed())) {
        return now - before.since() >= properties.settle().toNanos();
      }
      looks.put(file, look);
      return properties.settle().isZero();
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private void read(Path file) throws IOException {
    if (Files.size(file) > properties.maxFile().toBytes()) {
      LOG.warn("A file is longer than allowed and was put aside");
      tray.putAway(file, "refused");
      return;
    }
    byte[] content = Framing.unframed(Files.readAllBytes(file));
    Caller caller = Caller.of("file:" + file.getFileName());
    Intake.Answer answer = intake.receiveAll(caller, content);
    if (answer.stored()) {
      tray.answer(file, Framing.unframed(answer.wire()));
      tray.putAway(file, Batch.split(content).isEmpty() ? "refused" : "done");
    }
  }

  private void pause() {
    try {
      if (stopped.await(properties.poll().toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.debug("No more files are taken");
      }
    } catch (InterruptedException e) {
      running = false;
    }
  }
}
