package dev.mortar.mapping.sender;

import java.util.Comparator;
import java.util.List;

/** The known senders; immutable, so that a reload is a new mapper. */
public final class SenderProfiles {
  private final List<SenderProfile> profiles;

  private SenderProfiles(List<SenderProfile> profiles) {
    this.profiles =
        profiles.stream()
            .sorted(Comparator.comparingInt(SenderProfile::precision).reversed())
            .toList();
  }

  public static SenderProfiles none() {
    return new SenderProfiles(List.of());
  }

  public static SenderProfiles of(List<SenderProfile> profiles) {
    return new SenderProfiles(profiles);
  }

  /** The more precise first. */
  public List<SenderProfile> all() {
    return profiles;
  }

  /** The most precise profile for MSH-3 and MSH-4; {@link SenderProfile#UNKNOWN} if none fits. */
  public SenderProfile find(String application, String facility) {
    for (SenderProfile profile : profiles) {
      if (profile.matches(application, facility)) {
        return profile;
      }
    }
    return SenderProfile.UNKNOWN;
  }
}
