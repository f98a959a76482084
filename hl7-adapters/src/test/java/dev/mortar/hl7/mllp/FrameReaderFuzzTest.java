package dev.mortar.hl7.mllp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.mortar.hl7.inbox.Framing;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.util.unit.DataSize;

/**
 * What no bytes, in whatever pieces and with whatever pauses, may do to the one who cuts them into
 * frames. See {@code make fuzz}.
 */
final class FrameReaderFuzzTest {
  private static final int LONGEST = 200 * 1024;
  private static final int MEMORY = 512 * 1024;
  private static final MllpProperties LIMITS =
      new MllpProperties(
          true,
          InetAddress.getLoopbackAddress(),
          0,
          MllpProperties.Acknowledge.STORED,
          DataSize.ofBytes(LONGEST),
          DataSize.ofBytes(MEMORY),
          Duration.ofMinutes(10),
          Duration.ofSeconds(30),
          Duration.ofMillis(250),
          DataSize.ofBytes(128),
          8,
          8,
          8,
          8,
          Duration.ofSeconds(1));

  static Stream<byte[]> seeds() {
    return Stream.of(
            "\u0001\u000bMSH|^~\\&|A\r\u001c\r",
            "\u0007\u000bMSH|^~\\&|A\r\u001c\u000bMSH|^~\\&|B\r\u001c\r",
            "\u0000junk\u000bMSH|^~\\&|A\r\u000bMSH|^~\\&|B\r\u001c\r\n",
            "\u0003MSH|^~\\&|A\r",
            "\u000f\u000bMSH|^~\\&|A\u001cB\r\u001c\r")
        .map(text -> text.getBytes(StandardCharsets.US_ASCII));
  }

  @MethodSource("seeds")
  @FuzzTest
  void anyBytesBecomeFramesWithinTheLimitsAndGiveTheirMemoryBack(byte[] bytes) throws IOException {
    var memory = new FrameMemory(MEMORY);
    var wire = new Pieces(bytes);
    var nanos = new AtomicLong();
    var reader = new FrameReader(wire, LIMITS, memory, () -> nanos.addAndGet(1_000_000));
    long content = 0;
    int frames = 0;
    boolean goesOn = true;
    while (goesOn) {
      frames++;
      assertThat(frames).isLessThanOrEqualTo(bytes.length + 2);
      switch (reader.next()) {
        case Frame.Complete(byte[] whole) -> {
          assertThat(whole.length).isLessThanOrEqualTo(LONGEST);
          content += whole.length;
        }
        case Frame.Broken broken -> {
          assertThat(broken.head().length).isLessThanOrEqualTo(64 * 1024);
          assertThat(broken.size()).isLessThanOrEqualTo(bytes.length);
          goesOn = broken.why().goesOn();
        }
        case Frame.Over over -> goesOn = false;
      }
    }
    reader.close();
    assertThat(content + reader.junk()).isLessThanOrEqualTo(bytes.length);
    assertThat(memory.take(MEMORY, Duration.ofMillis(1))).isTrue();
  }

  /** A message in its frame comes out as it went in, however it was cut on its way. */
  @MethodSource("seeds")
  @FuzzTest
  void whatIsFramedComesOutAsItWentIn(byte[] bytes) throws IOException {
    String text = new String(bytes, StandardCharsets.ISO_8859_1).replaceAll("[\u000b\u001c]", "");
    byte[] content = text.getBytes(StandardCharsets.ISO_8859_1);
    if (content.length == 0 || content.length > LONGEST) {
      return;
    }
    byte[] framed = Framing.framed(content);
    byte[] sent = new byte[framed.length + 1];
    sent[0] = (byte) (bytes[0] & 0x3f);
    System.arraycopy(framed, 0, sent, 1, framed.length);
    var reader =
        new FrameReader(new Pieces(sent), LIMITS, new FrameMemory(MEMORY), System::nanoTime);
    assertThat(reader.next())
        .isInstanceOfSatisfying(
            Frame.Complete.class, frame -> assertThat(frame.content()).isEqualTo(content));
  }

  /** The first byte says how the others come: in which pieces, and whether with pauses. */
  private static final class Pieces implements Wire {
    private static final int PAUSES = 0x40;

    private final byte[] bytes;
    private int state;
    private int at = 1;
    private boolean paused = true;

    Pieces(byte[] bytes) {
      this.bytes = bytes;
      this.state = bytes.length == 0 ? 0 : bytes[0];
    }

    @Override
    public int read(byte[] into, Duration timeout) throws IOException {
      if (at >= bytes.length) {
        return -1;
      }
      boolean mayPause = (bytes[0] & PAUSES) != 0;
      state = state * 1_103_515_245 + 12_345;
      if (mayPause && !paused && (state >>> 24 & 15) == 0) {
        paused = true;
        throw new SocketTimeoutException("A pause");
      }
      paused = false;
      int most = (state >>> 16 & 3) == 0 ? 1 : 1 + (state >>> 16 & 0x3ff);
      int size = Math.min(Math.min(most, into.length), bytes.length - at);
      System.arraycopy(bytes, at, into, 0, size);
      at += size;
      return size;
    }
  }
}
