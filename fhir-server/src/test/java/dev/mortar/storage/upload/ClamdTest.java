package dev.mortar.storage.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.springframework.util.unit.DataSize;

/** Against a daemon that speaks clamd's protocol on a real socket. */
class ClamdTest {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @Test
  void theFileArrivesWholeInChunksAndTheVerdictIsUnderstood() throws Exception {
    byte[] file = new byte[200_000];
    file[199_999] = 7;
    try (var daemon = new Daemon("stream: OK\0")) {
      assertThat(daemon.client(PATIENCE).finds(file)).isFalse();
      assertThat(daemon.received.get()).isEqualTo(file);
    }
    try (var daemon = new Daemon("stream: Win.Test.EICAR_HDB-1 FOUND\0")) {
      assertThat(daemon.client(PATIENCE).finds(new byte[] {1})).isTrue();
    }
  }

  @Test
  void aDaemonThatHasNotLookedOrIsSilentOrGoneLetsNothingIn() throws Exception {
    for (String answer : new String[] {"INSTREAM size limit exceeded. ERROR\0", ""}) {
      try (var daemon = new Daemon(answer)) {
        Clamd client = daemon.client(PATIENCE);
        assertThatThrownBy(() -> client.finds(new byte[] {1}))
            .isInstanceOf(ScannerSilentException.class)
            .hasMessageContaining("later");
      }
    }
    Clamd gone;
    try (var daemon = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      gone = new Clamd("127.0.0.1:" + daemon.getLocalPort(), Duration.ofMillis(200));
      assertThatThrownBy(() -> gone.finds(new byte[] {1}))
          .as("it accepts and never answers")
          .isInstanceOf(ScannerSilentException.class);
    }
    assertThatThrownBy(() -> gone.finds(new byte[] {1})).isInstanceOf(ScannerSilentException.class);
  }

  @Test
  void aSilentScannerIsNoVerdictThatIsKept() throws Exception {
    var properties =
        new UploadProperties(
            List.of("application/pdf"), DataSize.ofMegabytes(1), "127.0.0.1:1", PATIENCE);
    var asked = new int[1];
    Scanner scanner =
        data -> {
          asked[0]++;
          if (asked[0] == 1) {
            throw new ScannerSilentException(new IOException("gone"));
          }
          return false;
        };
    var uploads = new Uploads(properties, scanner);
    assertThatThrownBy(() -> uploads.isMalware(TestFiles.PDF))
        .isInstanceOf(ScannerSilentException.class);
    assertThat(uploads.isMalware(TestFiles.PDF)).isFalse();
    assertThat(uploads.isMalware(TestFiles.PDF)).isFalse();
    assertThat(asked[0]).as("a known file is not scanned again").isEqualTo(2);
  }

  /** Name one by {@code -Dmortar.test.clamd=127.0.0.1:3310}; it must know the test file. */
  @Test
  @EnabledIfSystemProperty(named = "mortar.test.clamd", matches = ".+")
  void aRealDaemonFindsTheTestFileAndNothingElse() {
    var clamd = new Clamd(System.getProperty("mortar.test.clamd"), PATIENCE);
    assertThat(clamd.finds(TestFiles.eicar())).isTrue();
    assertThat(clamd.finds(TestFiles.PDF)).isFalse();
    assertThat(clamd.finds(new byte[5_000_000])).isFalse();
  }

  /** Takes one file and says what it was told to say. */
  private static final class Daemon implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    private final CompletableFuture<byte[]> received = new CompletableFuture<>();

    Daemon(String answer) throws IOException {
      Thread.ofVirtual().start(() -> serve(answer));
    }

    Clamd client(Duration timeout) {
      return new Clamd("127.0.0.1:" + socket.getLocalPort(), timeout);
    }

    private void serve(String answer) {
      try (Socket peer = socket.accept()) {
        var in = new DataInputStream(peer.getInputStream());
        String command = new String(in.readNBytes(10), StandardCharsets.US_ASCII);
        if (!command.equals("zINSTREAM\0")) {
          throw new IOException(command);
        }
        var file = new ByteArrayOutputStream();
        for (int length = in.readInt(); length > 0; length = in.readInt()) {
          file.write(in.readNBytes(length));
        }
        received.complete(file.toByteArray());
        peer.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
      } catch (IOException e) {
        received.completeExceptionally(e);
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
