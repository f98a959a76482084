package dev.mortar.hl7.mllp;

import dev.mortar.hl7.Databases;
import dev.mortar.mapping.Mapper;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** The process that {@link BoundedHeapIT} attacks: the real mapper, a file, and little memory. */
final class SmallStation {
  private SmallStation() {}

  public static void main(String[] arguments) throws InterruptedException {
    Station station =
        new Station(
            Mapper.standard(),
            Databases.file(Path.of(arguments[0])),
            (mapped, alongside) -> alongside.run(),
            "mortar.hl7.mllp.max-message=4MB",
            "mortar.hl7.mllp.frame-memory=16MB",
            "mortar.hl7.mllp.max-connections-per-peer=400",
            "mortar.hl7.mllp.max-accepts-per-second=5000",
            "mortar.hl7.mllp.in-frame-timeout=2s",
            "mortar.hl7.inbox.concurrency=2");
    System.out.println(station.port());
    new CountDownLatch(1).await();
  }
}
