package dev.mortar.audit;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.IPreResourceShowDetails;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.exceptions.ForbiddenOperationException;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import dev.mortar.access.Caller;
import dev.mortar.security.GrantChange;
import dev.mortar.security.RequestCaller;
import java.util.List;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventOutcome;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Notes for every request of a caller what it showed, what it changed, or that it was refused. */
@Interceptor(order = RequestAudit.AFTER_FILTER)
public final class RequestAudit {
  /** After the filter of the package security, so that only what was really shown is noted. */
  static final int AFTER_FILTER = 2000;

  private static final String SHOWN = RequestAudit.class.getName() + ".shown";
  private static final String NOTED = RequestAudit.class.getName() + ".noted";
  private static final String WRITTEN = RequestAudit.class.getName() + ".written";

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
    Touched shown = touched(request, SHOWN);
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

  @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_DELETED)
  public void deleted(@Nullable RequestDetails request, IBaseResource resource) {
    written(request, resource);
  }

  /** One event a transaction, written just before it commits: no change without its trace. */
  private void written(@Nullable RequestDetails request, IBaseResource resource) {
    if (request == null || RequestCaller.find(request).isEmpty()) {
      return;
    }
    Touched written = touched(request, WRITTEN);
    boolean first = written.isEmpty();
    written.add(resource);
    if (first && TransactionSynchronizationManager.isSynchronizationActive()) {
      TransactionSynchronizationManager.registerSynchronization(
          new TransactionSynchronization() {
            @Override
            public void beforeCommit(boolean readOnly) {
              trail.recordWithTransaction(event(request, written, AuditEventOutcome._0));
            }

            @Override
            public void afterCompletion(int status) {
              written.clear();
              GrantChange.forget(request);
            }
          });
    }
  }

  /** Before the answer leaves, so that nobody sees anything without a trace. */
  @Hook(Pointcut.SERVER_OUTGOING_RESPONSE)
  public void answering(RequestDetails request) {
    noteOnce(request);
  }

  /** What answers by itself, as a file does, passes only here. */
  @Hook(Pointcut.SERVER_PROCESSING_COMPLETED_NORMALLY)
  public void answered(ServletRequestDetails request) {
    noteOnce(request);
  }

  private void noteOnce(RequestDetails request) {
    if (RequestCaller.find(request).isEmpty() || request.getRestOperationType() == null) {
      return;
    }
    boolean writes =
        switch (request.getRestOperationType()) {
          case CREATE, UPDATE, PATCH, DELETE -> true;
          default -> false;
        };
    if (!writes && request.getUserData().putIfAbsent(NOTED, true) == null) {
      trail.record(event(request, touched(request, SHOWN), AuditEventOutcome._0));
    }
  }

  @Hook(Pointcut.SERVER_HANDLE_EXCEPTION)
  public boolean refused(RequestDetails request, BaseServerResponseException failure) {
    if (failure instanceof ForbiddenOperationException
        && request instanceof ServletRequestDetails
        && RequestCaller.find(request).isPresent()) {
      trail.record(event(request, new Touched(), AuditEventOutcome._4));
    }
    return true;
  }

  private AuditEvent event(RequestDetails request, Touched touched, AuditEventOutcome outcome) {
    Caller caller = RequestCaller.find(request).orElseThrow();
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

  private static Touched touched(RequestDetails request, String key) {
    return (Touched) request.getUserData().computeIfAbsent(key, unused -> new Touched());
  }
}
