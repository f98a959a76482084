package dev.mortar.hl7.inbox;

import java.io.ByteArrayOutputStream;
import java.util.List;

/**
 * Makes one message of its fragments: the header of the first, and of each the segments between its
 * header and its DSC. A segment that goes on in an ADD is made whole.
 *
 * @see <a href="https://www.hl7.eu/HL7v2x/v251/std251/ch02.html">HL7 v2.5.1, 2.10.2</a>
 */
final class Joining {
  private final ByteArrayOutputStream whole = new ByteArrayOutputStream();

  private Joining() {}

  /**
   * @param fragments in their order, each with its header
   */
  static byte[] join(List<byte[]> fragments) {
    Joining joining = new Joining();
    for (int i = 0; i < fragments.size(); i++) {
      byte[] fragment = fragments.get(i);
      joining.add(fragment, i == 0 ? 0 : Segments.next(fragment, header(fragment)));
    }
    joining.whole.write('\r');
    return joining.whole.toByteArray();
  }

  /** A byte order mark or line ends may stand before it. */
  private static int header(byte[] fragment) {
    int at = 0;
    while (at < fragment.length && !Segments.isNamed(fragment, at, "MSH")) {
      at++;
    }
    return at;
  }

  private void add(byte[] fragment, int from) {
    int start = from;
    int end = end(fragment, from);
    if (whole.size() > 0 && start < end) {
      if (Segments.isNamed(fragment, start, "ADD")) {
        // What stands behind the name and its separator is the rest of the segment before.
        start = Math.min(end, start + 4);
      } else {
        whole.write('\r');
      }
    }
    whole.write(fragment, start, Math.max(0, end - start));
  }

  /** Before the DSC, and before the ADD without fields that only announces another. */
  private static int end(byte[] fragment, int from) {
    int end = Segments.contentEnd(fragment, fragment.length);
    int last = Segments.startBefore(fragment, end);
    if (last >= from && Segments.isNamed(fragment, last, "DSC")) {
      end = Segments.contentEnd(fragment, last);
      last = Segments.startBefore(fragment, end);
    }
    boolean announces = last >= from && Segments.isNamed(fragment, last, "ADD") && end - last <= 4;
    return Math.max(from, announces ? Segments.contentEnd(fragment, last) : end);
  }
}
