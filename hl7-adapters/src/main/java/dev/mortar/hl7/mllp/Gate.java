package dev.mortar.hl7.mllp;

import dev.mortar.hl7.Senders;
import dev.mortar.mapping.Heading;
import dev.mortar.mapping.sender.SenderProfile;
import dev.mortar.mapping.sender.SenderProfiles;
import java.util.Optional;

/**
 * Whether a caller may speak in the name that stands in MSH-3 and MSH-4. A name whose profile asks
 * for a certificate is spoken by that certificate alone, on whatever connection; a certificate that
 * belongs to profiles speaks for these alone. Everybody else may speak for whoever is not bound.
 */
final class Gate {
  private final Senders senders;

  Gate(Senders senders) {
    this.senders = senders;
  }

  /** Empty if the caller is welcome. */
  Optional<Problem> problem(Caller caller, Heading heading) {
    SenderProfiles profiles = senders.profiles();
    SenderProfile claimed = profiles.find(heading.sendingApplication(), heading.sendingFacility());
    boolean allowed =
        claimed.link().bound()
            ? isShown(caller, claimed)
            : profiles.all().stream().noneMatch(profile -> isShown(caller, profile));
    return allowed ? Optional.empty() : Optional.of(Problem.NOT_THIS_SENDER);
  }

  /** The profile of the sender of a message. */
  SenderProfile profile(Heading heading) {
    return senders.profiles().find(heading.sendingApplication(), heading.sendingFacility());
  }

  /**
   * The name under which repeats of a caller's messages are recognised: nobody without the
   * certificate can have the acknowledgement of its messages repeated.
   */
  String account(Caller caller) {
    if (caller.certificate().isEmpty()) {
      return "default";
    }
    return senders.profiles().all().stream()
        .filter(profile -> isShown(caller, profile))
        .map(profile -> "sender:" + profile.name())
        .findFirst()
        .orElse("certificate");
  }

  private static boolean isShown(Caller caller, SenderProfile profile) {
    SenderProfile.Link link = profile.link();
    return link.bound()
        && caller.certificate().filter(shown -> shown.is(link.certificate())).isPresent();
  }
}
