package dev.mortar.admin;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.mortar.hl7.UnknownCodes;
import dev.mortar.hl7.UnknownCodes.Key;
import dev.mortar.hl7.UnknownCodes.UnknownCode;
import java.time.Instant;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/hl7/codes}: codes of senders that no table knows, and their messages once more. */
@RestController
final class UnknownCodesController {
  private static final int SHOWN = 500;
  private static final int AT_ONCE = 1000;

  private final UnknownCodes codes;

  UnknownCodesController(UnknownCodes codes) {
    this.codes = codes;
  }

  /** The most frequent 500. */
  @GetMapping("/api/hl7/codes")
  List<View> all() {
    return codes.all(Instant.EPOCH, SHOWN).stream().map(UnknownCodesController::view).toList();
  }

  /** Puts the oldest 1000 messages that had the code back into the queue. */
  @PostMapping("/api/hl7/codes/replay")
  Replayed replay(@RequestBody Wanted wanted) {
    return new Replayed(codes.replay(wanted.key(), AT_ONCE));
  }

  private static View view(UnknownCode code) {
    Key key = code.key();
    return new View(key, code.path(), code.messages(), code.latest().toString(), code.since());
  }

  /** How many messages were put back. */
  record Replayed(int messages) {}

  /** Which code is meant. */
  record Wanted(String application, String facility, String table, String code) {
    Wanted {
      if (application == null || facility == null || table == null || code == null) {
        throw new IllegalArgumentException("application, facility, table and code are needed");
      }
    }

    Key key() {
      return new Key(application, facility, table, code);
    }
  }

  /**
   * @param messages how many have it
   * @param latest id of the newest of them
   */
  record View(@JsonUnwrapped Key key, String path, long messages, String latest, Instant since) {}
}
