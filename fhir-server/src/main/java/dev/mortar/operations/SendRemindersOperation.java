package dev.mortar.operations;

import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import ca.uhn.fhir.rest.server.IResourceProvider;
import dev.mortar.ig.Canonicals;
import dev.mortar.outreach.ReminderRun;
import dev.mortar.outreach.channel.Medium;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CommunicationRequest;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.PositiveIntType;
import org.hl7.fhir.r4.model.StringType;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST CommunicationRequest/$send-reminders}: plans and sends; called twice, does it once.
 */
final class SendRemindersOperation implements IResourceProvider {
  private static final Duration DEFAULT_WINDOW = Duration.ofDays(7);
  private static final int MOST = 1_000;

  private final ReminderRun run;
  private final Clock clock;

  SendRemindersOperation(ReminderRun run, Clock clock) {
    this.run = run;
    this.clock = clock;
  }

  @Override
  public Class<CommunicationRequest> getResourceType() {
    return CommunicationRequest.class;
  }

  @Operation(
      name = "$send-reminders",
      canonicalUrl = Canonicals.OP_COMMUNICATIONREQUEST_SEND_REMINDERS)
  public Parameters sendReminders(
      @OperationParam(name = "window") @Nullable Period window,
      @OperationParam(name = "channel") @Nullable List<CodeType> channels,
      @OperationParam(name = "limit") @Nullable PositiveIntType limit,
      @OperationParam(name = "dry-run") @Nullable BooleanType dryRun,
      @OperationParam(name = "idempotency-key") @Nullable StringType key) {
    var now = clock.instant();
    var from = moment(window == null ? null : window.getStart()).orElse(now);
    var to = moment(window == null ? null : window.getEnd()).orElse(now.plus(DEFAULT_WINDOW));
    var media =
        (channels == null ? List.<CodeType>of() : channels)
            .stream().flatMap(code -> Medium.of(code.getValue()).stream()).toList();
    var most = limit == null ? MOST : Math.min(limit.getValue(), MOST);
    return answer(run.run(from, to, media, most, dryRun != null && dryRun.booleanValue()));
  }

  private static Optional<Instant> moment(@Nullable Date date) {
    return Optional.ofNullable(date).map(Date::toInstant);
  }

  private static Parameters answer(ReminderRun.Result result) {
    var answer = new Parameters();
    answer.addParameter().setName("planned").setValue(new IntegerType(result.planned()));
    answer.addParameter().setName("sent").setValue(new IntegerType(result.sent()));
    result
        .suppressed()
        .forEach(
            (reason, count) -> {
              var part = answer.addParameter().setName("suppressed");
              part.addPart().setName("reason").setValue(new CodeType(reason));
              part.addPart().setName("count").setValue(new IntegerType(count));
            });
    return answer;
  }
}
