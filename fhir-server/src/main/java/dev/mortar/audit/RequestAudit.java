package dev.mortar.audit;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.IPreResourceShowDetails;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import dev.mortar.access.Caller;
import dev.mortar.security.GrantChange;
import dev.mortar.security.RequestCaller;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventOutcome;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.jspecify.annotations.Nullable;

/** Notes for every request of a caller what it showed, what it changed, or that it was refused. */
@Interceptor(order = RequestAudit.AFTER_FILTER)
public final class RequestAudit {
  /** After the filter of the package security, so that only what was really shown is noted. */
  static final int AFTER_FILTER = 2000;

  private static final String SHOWN = RequestAudit.class.getName() + ".shown";
  private static final String NOTED = RequestAudit.class.getName() + ".noted";
  private static final String TOLD = RequestAudit.class.getName() + ".told";
  private static final int FIRST_ERROR = 400;
  private static final int SERVER_ERROR = 500;

  private final AuditTrail trail;
  private final AuditEvents events;

  RequestAudit(AuditTrail trail, AuditEvents events) {
    this.trail = trail;
    this.events = events;
  }

  @Hook(Pointcut.STORAGE_PRESHOW_RESOURCES)
  public void shown(@Nullable RequestDetails request, IPreResourceShowDetails resources) {
    if (request == null || RequestCaller.find(request).isEmpty()) {
      return;
    }
    Touched shown = touched(request);
    for (int i = 0; i < resources.size(); i++) {
      IBaseResource resource = resources.getResource(i);
      if (resource != null) {
        shown.add(resource);
      }
    }
  }

  @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_CREATED)
  public void created(@Nullable RequestDetails request, IBaseResource resource) {
    written(request, resource);
  }

  @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_UPDATED)
  public void updated(@Nullable RequestDetails request, IBaseResource before, IBaseResource after) {
    written(request, after);
  }

  /** Earlier than the others: of conditional deletes HAPI tells while the transaction commits. */
  @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_DELETED)
  public void deleted(@Nullable RequestDetails request, IBaseResource resource) {
    written(request, resource);
  }

  /** One event a transaction, written just before it commits: no change without its trace. */
  private void written(@Nullable RequestDetails request, IBaseResource resource) {
    if (request != null && RequestCaller.find(request).isPresent()) {
      WrittenTogether.add(
          resource,
          written -> trail.recordWithTransaction(event(request, written, AuditEventOutcome._0)),
          (written, committed) -> {
            GrantChange.forget(request);
            if (committed) {
              told(request)
                  .ifPresentOrElse(before -> before.add(written), () -> tell(request, written));
            }
          });
    }
  }

  /** Before the answer leaves, so that nobody sees anything without a trace. */
  @Hook(Pointcut.SERVER_OUTGOING_RESPONSE)
  public void answering(RequestDetails request, @Nullable IBaseResource answer) {
    note(request, hasFailures(answer) ? AuditEventOutcome._4 : answeredWith(request));
  }

  /** What answers by itself, as a file does, passes only here. */
  @Hook(Pointcut.SERVER_PROCESSING_COMPLETED_NORMALLY)
  public void answered(ServletRequestDetails request) {
    note(request, answeredWith(request));
  }

  /** An operation may set a status without failing. */
  private static AuditEventOutcome answeredWith(RequestDetails request) {
    return request instanceof ServletRequestDetails servlet && servlet.getServletResponse() != null
        ? outcome(servlet.getServletResponse().getStatus())
        : AuditEventOutcome._0;
  }

  /**
   * What was changed is in the trail by then. Only a bundle or an operation may have shown more
   * than that, or may have failed in part.
   */
  private void note(RequestDetails request, AuditEventOutcome outcome) {
    RestOperationTypeEnum kind = request.getRestOperationType();
    if (kind == null
        || kind == RestOperationTypeEnum.METADATA
        || RequestCaller.find(request).isEmpty()
        || request.getUserData().putIfAbsent(NOTED, true) != null) {
      return;
    }
    Touched shown = touched(request);
    Optional<Touched> told = told(request);
    boolean isTold =
        switch (kind) {
          case CREATE, UPDATE, PATCH, DELETE -> told.isPresent();
          default -> outcome == AuditEventOutcome._0 && told.filter(shown::isWithin).isPresent();
        };
    if (!isTold) {
      trail.record(event(request, shown, outcome));
    }
  }

  /** Whether an entry of a batch was refused, while others were not. */
  private static boolean hasFailures(@Nullable IBaseResource answer) {
    return answer instanceof Bundle bundle
        && bundle.getType() == BundleType.BATCHRESPONSE
        && bundle.getEntry().stream()
            .map(entry -> entry.getResponse().getStatus())
            .anyMatch(
                status -> status != null && !status.startsWith("2") && !status.startsWith("3"));
  }

  @Hook(Pointcut.SERVER_HANDLE_EXCEPTION)
  public boolean failed(RequestDetails request, BaseServerResponseException failure) {
    if (request instanceof ServletRequestDetails
        && request.getRestOperationType() != RestOperationTypeEnum.METADATA
        && RequestCaller.sender(request).isPresent()
        && told(request).isEmpty()
        && request.getUserData().putIfAbsent(NOTED, true) == null) {
      trail.record(event(request, new Touched(), outcome(failure.getStatusCode())));
    }
    return true;
  }

  private static AuditEventOutcome outcome(int status) {
    if (status < FIRST_ERROR) {
      return AuditEventOutcome._0;
    }
    return status < SERVER_ERROR ? AuditEventOutcome._4 : AuditEventOutcome._8;
  }

  private AuditEvent event(RequestDetails request, Touched touched, AuditEventOutcome outcome) {
    Caller caller = RequestCaller.sender(request).orElseThrow();
    if (touched.isEmpty() && request.getId() != null && request.getId().hasIdPart()) {
      touched.asked(request.getResourceName(), request.getId().getIdPart());
    }
    if (request.getOperation() != null
        && "Patient".equals(request.getResourceName())
        && request.getId() != null) {
      touched.called(request.getOperation(), request.getId().getIdPart());
    }
    String address =
        request instanceof ServletRequestDetails servlet && servlet.getServletRequest() != null
            ? servlet.getServletRequest().getRemoteAddr()
            : "";
    String interaction =
        request.getRestOperationType() == null
            ? "operation"
            : request.getRestOperationType().getCode();
    AuditEvent event =
        events.request(
            caller,
            address,
            interaction,
            String.valueOf(request.getCompleteUrl()),
            touched,
            outcome);
    return AuditEvents.withGrants(
        event, outcome == AuditEventOutcome._0 ? GrantChange.of(request) : List.of());
  }

  private static Touched touched(RequestDetails request) {
    return (Touched) request.getUserData().computeIfAbsent(SHOWN, unused -> new Touched());
  }

  /** What transactions of the request have put into the trail themselves. */
  private static Optional<Touched> told(RequestDetails request) {
    return Optional.ofNullable((Touched) request.getUserData().get(TOLD));
  }

  private static void tell(RequestDetails request, Touched written) {
    request.getUserData().put(TOLD, written);
  }
}
