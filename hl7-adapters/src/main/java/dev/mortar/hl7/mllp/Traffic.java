package dev.mortar.hl7.mllp;

import dev.mortar.hl7.Connections.Heard;
import dev.mortar.hl7.Senders;
import dev.mortar.mapping.Heading;
import dev.mortar.mapping.sender.SenderProfile;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Who was heard, when last, and how often we had to refuse. */
final class Traffic {
  /** Anybody may write anything into MSH-3, so there is an end to what is remembered. */
  private static final int MOST_SENDERS = 1000;

  private final MllpMetrics metrics;
  private final Senders senders;
  private final Clock clock;
  private final Instant start;
  private final RefusedRatio ratio;
  private final Map<Name, Heard> heard = new ConcurrentHashMap<>();

  Traffic(MllpMetrics metrics, Senders senders, Clock clock) {
    this.metrics = metrics;
    this.senders = senders;
    this.clock = clock;
    this.start = clock.instant();
    this.ratio = new RefusedRatio(clock);
    metrics.watch(ratio::value, () -> silent().size());
  }

  private record Name(String application, String facility) {}

  /**
   * @param code MSA-1, {@code repeated}, or empty if the sender wants no answer
   */
  void answered(Caller caller, Heading heading, String code) {
    boolean refused = code.endsWith("E") || code.endsWith("R");
    metrics.acknowledged(code.isEmpty() ? "none" : code.toLowerCase(Locale.ROOT));
    ratio.count(refused);
    Name name = new Name(heading.sendingApplication(), heading.sendingFacility());
    if (heard.size() < MOST_SENDERS || heard.containsKey(name)) {
      heard.merge(name, first(name, refused), Traffic::sum);
    }
  }

  void broken(Frame.Break why) {
    metrics.broken(why);
  }

  void outOfTurn() {
    metrics.outOfTurn();
  }

  List<Heard> heard() {
    return heard.values().stream().sorted(Comparator.comparing(Heard::last).reversed()).toList();
  }

  double refusedRatio() {
    return ratio.value();
  }

  /** Senders without an agreement are never missed. */
  List<String> silent() {
    Instant now = clock.instant();
    return senders.profiles().all().stream()
        .filter(profile -> isSilent(profile, now))
        .map(SenderProfile::name)
        .toList();
  }

  private boolean isSilent(SenderProfile profile, Instant now) {
    Duration silence = profile.link().silence();
    if (!silence.isPositive()) {
      return false;
    }
    Instant last =
        heard.values().stream()
            .filter(one -> one.profile().equals(profile.name()))
            .map(Heard::last)
            .max(Comparator.naturalOrder())
            .orElse(start);
    return last.plus(silence).isBefore(now);
  }

  private Heard first(Name name, boolean refused) {
    String profile = senders.profiles().find(name.application(), name.facility()).name();
    return new Heard(
        name.application(), name.facility(), profile, clock.instant(), 1, refused ? 1 : 0);
  }

  private static Heard sum(Heard before, Heard now) {
    return new Heard(
        now.application(),
        now.facility(),
        now.profile(),
        now.last(),
        before.messages() + 1,
        before.refused() + now.refused());
  }
}
