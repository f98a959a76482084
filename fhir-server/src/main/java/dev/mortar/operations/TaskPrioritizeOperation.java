package dev.mortar.operations;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import ca.uhn.fhir.rest.server.IResourceProvider;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import dev.mortar.ig.Codes.ScoreMethod;
import dev.mortar.worklist.Worklist;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Task;
import org.jspecify.annotations.Nullable;

/** {@code POST Task/$prioritize} and {@code POST Task/[id]/$prioritize}: scores tasks, says why. */
final class TaskPrioritizeOperation implements IResourceProvider {
  private static final int MOST = 1_000;

  private final Worklist worklist;
  private final Clock clock;

  TaskPrioritizeOperation(Worklist worklist, Clock clock) {
    this.worklist = worklist;
    this.clock = clock;
  }

  @Override
  public Class<Task> getResourceType() {
    return Task.class;
  }

  @Operation(name = "$prioritize", canonicalUrl = PrioritizeAnswer.CANONICAL)
  public Parameters prioritize(
      @IdParam IdType id,
      @OperationParam(name = "as-of") @Nullable DateTimeType asOf,
      @OperationParam(name = "method") @Nullable CodeType method,
      @OperationParam(name = "persist") @Nullable BooleanType persist) {
    return answer(Stream.of(found(id)), asOf, method, persist);
  }

  @Operation(name = "$prioritize", canonicalUrl = PrioritizeAnswer.CANONICAL)
  public Parameters prioritize(
      @OperationParam(name = "task") @Nullable List<Reference> tasks,
      @OperationParam(name = "filter") @Nullable StringType filter,
      @OperationParam(name = "as-of") @Nullable DateTimeType asOf,
      @OperationParam(name = "method") @Nullable CodeType method,
      @OperationParam(name = "persist") @Nullable BooleanType persist) {
    var named = tasks == null ? Stream.<Reference>empty() : tasks.stream();
    var filtered =
        filter == null ? Stream.<Task>empty() : worklist.search(filter.getValue(), MOST).stream();
    var all = named.map(task -> found(new IdType(task.getReference())));
    return answer(Stream.concat(all, filtered), asOf, method, persist);
  }

  private Task found(IdType id) {
    return worklist.find(id.getIdPart()).orElseThrow(() -> new ResourceNotFoundException(id));
  }

  private Parameters answer(
      Stream<Task> tasks,
      @Nullable DateTimeType asOf,
      @Nullable CodeType method,
      @Nullable BooleanType persist) {
    if (method != null && ScoreMethod.MODEL.code().equals(method.getValue())) {
      throw new InvalidRequestException("No approved model is installed: use rules or auto");
    }
    var at = Optional.ofNullable(asOf).map(when -> when.getValue().toInstant());
    var keep = persist == null || persist.booleanValue();
    return PrioritizeAnswer.of(tasks.map(task -> scored(task, at, keep)));
  }

  private Worklist.Prioritized scored(Task task, Optional<Instant> asOf, boolean keep) {
    return worklist.prioritize(task, asOf.orElseGet(clock::instant), keep);
  }
}
