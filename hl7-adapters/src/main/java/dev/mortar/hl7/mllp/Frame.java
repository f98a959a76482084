package dev.mortar.hl7.mllp;

/** What a connection brought. */
sealed interface Frame {
  /** The content between start and end of block. */
  record Complete(byte[] content) implements Frame {}

  /**
   * A frame that did not come whole.
   *
   * @param head its beginning, for a person to look at
   * @param size how many bytes of it came
   */
  record Broken(Break why, byte[] head, long size) implements Frame {}

  /** The peer has gone, or was silent for long enough; there is nothing to answer. */
  record Over(boolean idle) implements Frame {}

  /** Why a frame is broken, in words for the inbox and for the peer. */
  enum Break {
    DISCONNECTED("The connection ended within the frame", false),
    RESTARTED("A new message began before the frame ended", true),
    SILENT("The frame paused for too long", false),
    SLOW("The frame came too slowly", false),
    OVERSIZE("The frame is longer than allowed", false),
    NO_MEMORY("Too many long frames at a time", false),
    NO_START("Data without a start of block", false);

    private final String text;
    private final boolean goesOn;

    Break(String text, boolean goesOn) {
      this.text = text;
      this.goesOn = goesOn;
    }

    String text() {
      return text;
    }

    /** Whether the next frame can be read from the same connection. */
    boolean goesOn() {
      return goesOn;
    }
  }
}
