package dev.mortar.security;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.Constants;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.ForbiddenOperationException;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import dev.mortar.access.Caller;
import dev.mortar.access.Decision.Allow;
import dev.mortar.access.Decision.Among;
import dev.mortar.access.Decision.Barred;
import dev.mortar.access.Decision.Constraint;
import dev.mortar.access.Decision.Deny;
import dev.mortar.access.Decision.NeedsFactor;
import dev.mortar.access.Decision.OwnOnly;
import dev.mortar.access.Decision.PatientCompartment;
import dev.mortar.access.Decision.Restricted;
import dev.mortar.access.Decision.Unlabelled;
import dev.mortar.access.Decision.Within;
import dev.mortar.access.Interaction;
import dev.mortar.storage.label.LabelledTypes;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Meta;
import org.hl7.fhir.r4.model.Parameters;

/** Decides on a request before it is carried out, and narrows searches. */
@Interceptor(order = RequestGate.ORDER)
public final class RequestGate {
  static final int ORDER = -100;

  private static final String OPENING = "$break-glass";
  private static final Set<String> LABELLING = Set.of("$meta-add", LabelledTypes.REMOVAL);

  private final ReadRules rules;
  private final SearchRules searches;
  private final BundleRules bundles;
  private final PageOwners pages;
  private final Standings standings;
  private final StoredRules stored;

  RequestGate(
      ReadRules rules,
      SearchRules searches,
      PageOwners pages,
      Standings standings,
      StoredRules stored) {
    this.rules = rules;
    this.searches = searches;
    this.bundles = new BundleRules(rules, searches, stored);
    this.pages = pages;
    this.standings = standings;
    this.stored = stored;
  }

  /** Narrows before HAPI reads the parameters; from then on it is an ordinary search. */
  @Hook(Pointcut.SERVER_INCOMING_REQUEST_POST_PROCESSED)
  public void received(RequestDetails request) {
    RequestCaller.bind(request, standings::of);
    if (request.getRestOperationType() != RestOperationTypeEnum.SEARCH_TYPE) {
      return;
    }
    Map<String, String> narrowing =
        searches.check(
            RequestCaller.of(request), request.getResourceName(), request.getParameters());
    if (!narrowing.isEmpty()) {
      Map<String, String[]> narrowed = new HashMap<>(request.getParameters());
      narrowing.forEach(
          (name, value) -> narrowed.merge(name, new String[] {value}, RequestGate::and));
      request.setParameters(narrowed);
    }
  }

  @Hook(Pointcut.SERVER_INCOMING_REQUEST_PRE_HANDLED)
  public void beforeHandling(RequestDetails request) {
    RestOperationTypeEnum operation = request.getRestOperationType();
    if (operation == RestOperationTypeEnum.METADATA) {
      return;
    }
    Caller caller = RequestCaller.of(request);
    switch (operation) {
      case READ -> rules.require(caller, request.getResourceName(), Interaction.READ);
      case VREAD -> past(caller, request, Interaction.VREAD);
      case HISTORY_INSTANCE -> past(caller, request, Interaction.HISTORY_INSTANCE);
      case SEARCH_TYPE -> checkNarrowed(caller, request);
      case HISTORY_TYPE -> {
        if (!rules.unconstrained(caller, request.getResourceName(), Interaction.HISTORY_TYPE)) {
          throw new ForbiddenOperationException(
              "Your role does not allow the history of all " + request.getResourceName() + ".");
        }
      }
      case CREATE -> write(caller, request, Interaction.CREATE);
      case UPDATE -> write(caller, request, Interaction.UPDATE);
      case PATCH -> write(caller, request, Interaction.PATCH);
      case DELETE -> write(caller, request, Interaction.DELETE);
      case TRANSACTION, BATCH -> {
        if (!(request.getResource() instanceof Bundle bundle)) {
          throw new InvalidRequestException("The body must be a Bundle.");
        }
        bundles.check(caller, bundle);
      }
      case GET_PAGE -> pages.check(caller, request);
      case EXTENDED_OPERATION_INSTANCE, EXTENDED_OPERATION_TYPE, EXTENDED_OPERATION_SERVER ->
          operation(caller, request, request.getOperation());
      case VALIDATE, META, META_ADD, META_DELETE ->
          operation(caller, request, "$" + operation.getCode().replace("$", ""));
      // System-wide searches and histories, GraphQL, and whatever comes in a later version.
      default -> {
        if (!rules.access().readsEverything(caller)) {
          throw new ForbiddenOperationException("Your role does not allow " + operation.getCode());
        }
      }
    }
  }

  /** A version from before the label was given tells what the label hides. */
  private void past(Caller caller, RequestDetails request, Interaction interaction) {
    String type = request.getResourceName();
    rules.require(caller, type, interaction);
    Set<Constraint> labels = rules.unlabelled(caller, type);
    if (!labels.isEmpty() && !stored.reaches(type, request.getId().getIdPart(), labels)) {
      throw Hidden.from(caller, ReadFilter.HIDDEN);
    }
  }

  /** What hears of these operations hears of no caller. */
  private void relabel(Caller caller, RequestDetails request, String operation) {
    boolean labels =
        !(request.getResource() instanceof Parameters changes)
            || changes.getParameter().stream()
                .map(Parameters.ParametersParameterComponent::getValue)
                .anyMatch(value -> !(value instanceof Meta meta) || meta.hasSecurity());
    if (labels) {
      rules.requireLabelling(caller, operation.equals(LabelledTypes.REMOVAL));
    }
  }

  private void write(Caller caller, RequestDetails request, Interaction interaction) {
    String type = request.getResourceName();
    Set<Constraint> constraints = rules.require(caller, type, interaction);
    String match = request.getConditionalUrl(request.getRestOperationType());
    boolean withoutId =
        interaction != Interaction.CREATE
            && (request.getId() == null || !request.getId().hasIdPart());
    if (match != null || withoutId) {
      bundles.checkMatch(caller, type, match == null ? "" : match);
    } else if (interaction != Interaction.CREATE) {
      boolean mayBeNew =
          interaction == Interaction.UPDATE && request.getHeader(Constants.HEADER_IF_MATCH) == null;
      stored.checkChange(caller, type, request.getId().getIdPart(), constraints, mayBeNew);
    }
  }

  private void operation(Caller caller, RequestDetails request, String name) {
    switch (rules
        .access()
        .operation(caller, name, Optional.ofNullable(request.getResourceName()))) {
      case Deny deny -> throw new ForbiddenOperationException(deny.reason());
      case NeedsFactor needs -> throw StepUp.refused(needs.reason());
      case Allow allow -> {
        Set<Constraint> constraints = constraints(allow, caller, request, name);
        if (!constraints.isEmpty() && !concerns(request, constraints)) {
          throw Hidden.from(caller, "The operation " + name + " is for one record that you reach.");
        }
        if (LABELLING.contains(name)) {
          relabel(caller, request, name);
        }
      }
    }
  }

  /** An emergency opens what it is called on, whatever its labels. */
  private Set<Constraint> constraints(
      Allow allow, Caller caller, RequestDetails request, String name) {
    boolean ofOne = request.getId() != null && request.getId().hasIdPart();
    return ofOne && !OPENING.equals(name)
        ? StoredRules.both(allow.constraints(), rules.unlabelled(caller, request.getResourceName()))
        : allow.constraints();
  }

  /** Whether the operation is called on a resource that satisfies what the caller is bound to. */
  private boolean concerns(RequestDetails request, Set<Constraint> constraints) {
    if (request.getId() == null || !request.getId().hasIdPart()) {
      return false;
    }
    String id = request.getId().getIdPart();
    boolean byIdAlone = true;
    for (Constraint constraint : constraints) {
      if (constraint instanceof PatientCompartment own) {
        if (!own.patientId().equals(id)) {
          return false;
        }
      } else {
        byIdAlone = false;
      }
    }
    return byIdAlone || stored.reaches(request.getResourceName(), id, constraints);
  }

  /** A search inside a bundle comes by another way; it must have been narrowed as well. */
  private void checkNarrowed(Caller caller, RequestDetails request) {
    String type = request.getResourceName();
    Set<Constraint> constraints = searches.constraints(caller, type, request.getParameters());
    searches.check(caller, type, request.getParameters());
    for (Constraint constraint : constraints) {
      boolean narrowed =
          switch (constraint) {
            case PatientCompartment patient ->
                asksOnly(request, patient.parameter(), patient.patientId());
            case OwnOnly own ->
                asksOnly(request, own.parameter(), new IdType(own.owner()).getIdPart());
            case Restricted some -> asksOnly(request, some.parameter(), some.anyOf());
            case Within bounds -> asksOnly(request, bounds.key(), bounds.anyOf());
            case Among some -> asksOnly(request, some.parameter(), some.anyOf());
            case Barred _ -> true;
            case Unlabelled none -> asksOnly(request, SearchRules.UNLABELLED, none.anyOf());
          };
      if (!narrowed) {
        throw new ForbiddenOperationException("The search is not limited to what you may see.");
      }
    }
  }

  private static boolean asksOnly(RequestDetails request, String parameter, String id) {
    String[] values = request.getParameters().getOrDefault(parameter, new String[0]);
    return Arrays.stream(values)
        .anyMatch(value -> List.of(id, "Patient/" + id, "Practitioner/" + id).contains(value));
  }

  private static String[] and(String[] asked, String[] narrowing) {
    String[] both = Arrays.copyOf(asked, asked.length + narrowing.length);
    System.arraycopy(narrowing, 0, both, asked.length, narrowing.length);
    return both;
  }
}
