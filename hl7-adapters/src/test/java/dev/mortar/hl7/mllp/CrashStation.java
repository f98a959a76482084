package dev.mortar.hl7.mllp;

import dev.mortar.hl7.Databases;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;

/** The process that {@link CrashIT} kills: a listener on H2 whose sink appends to a file. */
final class CrashStation {
  private CrashStation() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder = Path.of(arguments[0]);
    FileChannel out =
        FileChannel.open(
            folder.resolve("applied.txt"), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    Station station =
        new Station(
            Databases.file(folder),
            (mapped, alongside) -> {
              write(out, mapped.heading().controlId() + '\n');
              alongside.run();
            });
    Runtime.getRuntime().addShutdownHook(new Thread(station::close));
    System.out.println(station.port());
    new CountDownLatch(1).await();
  }

  private static void write(FileChannel out, String line) {
    try {
      out.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
