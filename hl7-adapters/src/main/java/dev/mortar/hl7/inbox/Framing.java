package dev.mortar.hl7.inbox;

import java.io.ByteArrayOutputStream;

/** The three bytes of MLLP. */
public final class Framing {
  public static final byte START = 0x0B;
  public static final byte END = 0x1C;
  public static final byte RETURN = 0x0D;

  private Framing() {}

  /** Start, content, end and return. */
  public static byte[] framed(byte[] content) {
    byte[] frame = new byte[content.length + 3];
    frame[0] = START;
    System.arraycopy(content, 0, frame, 1, content.length);
    frame[frame.length - 2] = END;
    frame[frame.length - 1] = RETURN;
    return frame;
  }

  /** The contents of all frames, one after the other. */
  public static byte[] unframed(byte[] frames) {
    var content = new ByteArrayOutputStream(frames.length);
    for (int i = 0; i < frames.length; i++) {
      if (frames[i] == END) {
        i++;
      } else if (frames[i] != START) {
        content.write(frames[i]);
      }
    }
    return content.toByteArray();
  }
}
