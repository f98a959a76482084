package dev.mortar.outreach;

import dev.mortar.ig.Codes.ConsentCategory;
import dev.mortar.ig.Codes.MessageStatusReason;
import dev.mortar.ig.Codes.MsgPurpose;
import dev.mortar.outreach.channel.Medium;
import dev.mortar.store.FhirStore;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Consent.ConsentProvisionType;

/**
 * What the patient allows. Messages that belong to care asked for need no permission but may be
 * forbidden; what is not care needs one. The newest consent that speaks of medium and purpose
 * decides; of two equally new ones the stricter.
 */
public final class Permission {
  private static final int MOST = 200;
  private static final Set<MsgPurpose> NEEDS_PERMISSION =
      Set.of(MsgPurpose.MARKETING, MsgPurpose.SURVEY, MsgPurpose.EDUCATION);

  private final FhirStore store;

  Permission(FhirStore store) {
    this.store = store;
  }

  /** Why the medium must not be used for the purpose, if so. */
  public Optional<MessageStatusReason> refusal(
      String patientId, Medium medium, MsgPurpose purpose) {
    return refusal(consents(patientId), medium, purpose);
  }

  List<Consent> consents(String patientId) {
    var query =
        "patient=Patient/%s&status=active&category=%s|%s"
            .formatted(
                patientId, ConsentCategory.MESSAGING.system(), ConsentCategory.MESSAGING.code());
    return store.search(Consent.class, query, MOST);
  }

  static Optional<MessageStatusReason> refusal(
      List<Consent> consents, Medium medium, MsgPurpose purpose) {
    var decisive =
        consents.stream()
            .filter(consent -> speaksOf(consent.getProvision(), medium, purpose))
            .max(Comparator.comparing(Permission::given).thenComparing(Permission::denies));
    if (decisive.isPresent()) {
      return denies(decisive.get()) ? Optional.of(MessageStatusReason.OPTED_OUT) : Optional.empty();
    }
    return NEEDS_PERMISSION.contains(purpose)
        ? Optional.of(MessageStatusReason.NO_CONSENT)
        : Optional.empty();
  }

  private static boolean speaksOf(
      Consent.ProvisionComponent provision, Medium medium, MsgPurpose purpose) {
    var media = provision.getClass_().stream().map(Coding::getCode);
    var purposes =
        provision.getCode().stream().map(CodeableConcept::getCoding).flatMap(List::stream);
    return anyOrAbsent(media, medium.code())
        && anyOrAbsent(purposes.map(Coding::getCode), purpose.code());
  }

  private static boolean anyOrAbsent(Stream<String> codes, String wanted) {
    var all = codes.toList();
    return all.isEmpty() || all.contains(wanted);
  }

  private static boolean denies(Consent consent) {
    return consent.getProvision().getType() == ConsentProvisionType.DENY;
  }

  private static Instant given(Consent consent) {
    return consent.hasDateTime() ? consent.getDateTime().toInstant() : Instant.EPOCH;
  }
}
