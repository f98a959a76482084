package dev.mortar.security;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.IPreResourceShowDetails;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.ResponseDetails;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.exceptions.ResourceGoneException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import dev.mortar.access.Caller;
import dev.mortar.access.Interaction;
import dev.mortar.access.Role;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.jspecify.annotations.Nullable;

/**
 * Looks at everything that leaves the server, whichever interaction fetched it: lists lose what the
 * caller may not see, a single hidden resource is refused.
 */
@Interceptor(order = ReadFilter.AFTER_OTHERS)
public final class ReadFilter {
  static final int AFTER_OTHERS = 1000;

  private static final Set<RestOperationTypeEnum> ONE_RESOURCE =
      Set.of(
          RestOperationTypeEnum.READ,
          RestOperationTypeEnum.VREAD,
          RestOperationTypeEnum.HISTORY_INSTANCE);

  /** What a program brings, and does not read back. */
  private static final Set<RestOperationTypeEnum> WRITES =
      Set.of(
          RestOperationTypeEnum.CREATE, RestOperationTypeEnum.UPDATE, RestOperationTypeEnum.PATCH);

  /** A match that were hidden here would be taken for none, and stored a second time. */
  private static final Set<RestOperationTypeEnum> BRINGING =
      Set.of(
          RestOperationTypeEnum.CREATE,
          RestOperationTypeEnum.UPDATE,
          RestOperationTypeEnum.PATCH,
          RestOperationTypeEnum.TRANSACTION,
          RestOperationTypeEnum.BATCH);

  private static final Set<BundleType> RESPONSES =
      Set.of(BundleType.TRANSACTIONRESPONSE, BundleType.BATCHRESPONSE);

  static final String HIDDEN = "You may not see this, or there is no such resource.";

  private final ReadRules rules;

  ReadFilter(ReadRules rules) {
    this.rules = rules;
  }

  /** Requests of the server itself have no caller and are not looked at. */
  @Hook(Pointcut.STORAGE_PRESHOW_RESOURCES)
  public void beforeShowing(@Nullable RequestDetails request, IPreResourceShowDetails resources) {
    Optional<Caller> caller = RequestCaller.find(request);
    if (caller.isEmpty() || request == null) {
      return;
    }
    boolean brings =
        caller.get().role().kind() == Role.Kind.SYSTEM
            && BRINGING.contains(request.getRestOperationType());
    for (int i = 0; i < resources.size(); i++) {
      IBaseResource resource = resources.getResource(i);
      if (resource == null || brings && rules.permitted(caller.get(), resource)) {
        continue;
      }
      if (!rules.visible(caller.get(), resource)) {
        if (ONE_RESOURCE.contains(request.getRestOperationType())) {
          throw Hidden.from(caller.get(), HIDDEN);
        }
        resources.setResource(i, null);
      }
    }
  }

  /** The last look, for operations and whatever else builds an answer of its own. */
  @Hook(Pointcut.SERVER_OUTGOING_RESPONSE)
  public boolean beforeAnswering(RequestDetails request, ResponseDetails response) {
    IBaseResource answer = response.getResponseResource();
    if (answer == null || answer instanceof CapabilityStatement) {
      return true;
    }
    Caller caller = RequestCaller.of(request);
    if (!check(caller, answer)) {
      if (!rules.hidesLabel(caller, answer) || !WRITES.contains(request.getRestOperationType())) {
        throw Hidden.from(caller, HIDDEN);
      }
      // It is stored, and a refusal would say that it is not.
      response.setResponseResource(null);
    }
    if (answer instanceof Bundle list && leavesOut(caller, request, list)) {
      Redaction.mark(list);
    }
    return true;
  }

  /** A further page does not say of which type it is. */
  private boolean leavesOut(Caller caller, RequestDetails request, Bundle list) {
    String asked = request.getResourceName();
    return asked != null
        ? rules.leavesOut(caller, asked)
        : list.getEntry().stream()
            .filter(Bundle.BundleEntryComponent::hasResource)
            .anyMatch(entry -> rules.leavesOut(caller, entry.getResource().fhirType()));
  }

  private boolean check(Caller caller, IBaseResource answer) {
    return switch (answer) {
      case Bundle bundle -> {
        if (take(caller, bundle)) {
          Redaction.of(bundle);
        }
        if (!caller.standing().barred().isEmpty()) {
          // The number would tell of what was taken out.
          bundle.setTotalElement(null);
        }
        yield true;
      }
      case Parameters parameters -> checkParts(caller, parameters.getParameter());
      default -> rules.visible(caller, answer);
    };
  }

  /** What answers the entries of a request keeps its place. */
  private boolean take(Caller caller, Bundle bundle) {
    if (!RESPONSES.contains(bundle.getType())) {
      return bundle.getEntry().removeIf(entry -> isHidden(caller, entry));
    }
    bundle.getEntry().stream()
        .filter(entry -> isHidden(caller, entry))
        .forEach(entry -> entry.setResource(null));
    return false;
  }

  private boolean isHidden(Caller caller, Bundle.BundleEntryComponent entry) {
    return entry.hasResource() && !check(caller, entry.getResource());
  }

  private boolean checkParts(Caller caller, List<ParametersParameterComponent> parts) {
    return parts.stream()
        .allMatch(
            part ->
                (!part.hasResource() || check(caller, part.getResource()))
                    && checkParts(caller, part.getPart()));
  }

  /** To whom a part of the type is hidden, a missing resource looks like a hidden one. */
  @Hook(Pointcut.SERVER_PRE_PROCESS_OUTGOING_EXCEPTION)
  public @Nullable BaseServerResponseException hideAbsence(
      @Nullable RequestDetails request, Throwable failure) {
    boolean absent =
        failure instanceof ResourceNotFoundException || failure instanceof ResourceGoneException;
    if (!absent || request == null || request.getResourceName() == null) {
      return null;
    }
    return RequestCaller.find(request)
        .filter(caller -> !rules.unconstrained(caller, request.getResourceName(), Interaction.READ))
        .map(caller -> Hidden.from(caller, HIDDEN))
        .orElse(null);
  }
}
