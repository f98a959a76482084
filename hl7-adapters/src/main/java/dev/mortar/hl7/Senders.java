package dev.mortar.hl7;

import dev.mortar.mapping.Mapper;
import dev.mortar.mapping.sender.SenderProfiles;
import java.util.List;
import java.util.Optional;

/** The senders that are known, as their profiles say now. */
public interface Senders {
  SenderProfiles profiles();

  /** A mapper that knows the senders; it follows their profiles when these change. */
  Mapper mapper();

  /** The files that the profiles stand in, by name. */
  List<String> names();

  /** The text of a profile, empty if there is none of that name. */
  Optional<String> text(String name);

  /**
   * Writes a profile, which then holds for every message that comes.
   *
   * @throws IllegalArgumentException if the text is no profile; its message says why
   * @throws IllegalStateException if this program keeps no folder of profiles
   */
  void save(String name, String text);

  /**
   * The profiles as they would be with this text under this name.
   *
   * @throws IllegalArgumentException if the text is no profile
   */
  SenderProfiles with(String name, String text);
}
