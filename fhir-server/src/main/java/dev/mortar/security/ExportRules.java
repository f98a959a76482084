package dev.mortar.security;

import ca.uhn.fhir.batch2.api.IJobCoordinator;
import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.jpa.model.util.JpaConstants;
import ca.uhn.fhir.rest.api.server.IPreResourceShowDetails;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.bulk.BulkExportJobParameters;
import ca.uhn.fhir.rest.server.exceptions.ForbiddenOperationException;
import dev.mortar.access.Caller;
import dev.mortar.access.Interaction;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Parameters;
import org.jspecify.annotations.Nullable;

/**
 * Holds an export to what its caller may read, when it begins: the job itself runs later, without
 * the caller. Its progress and its files are then for the same app and person alone.
 */
@Interceptor(order = RequestGate.ORDER)
public final class ExportRules {
  static final String OWNER = "https://mortar.dev/fhir/sid/export-owner";

  private static final String TYPE = "_type";
  private static final String POLL = "$export-poll-status";
  private static final String NOT_YOURS = "There is no such export, or it is not yours.";

  private final ReadRules rules;
  private final Supplier<IJobCoordinator> jobs;

  /**
   * @param jobs asked for late, as the jobs need the store and the store its interceptors
   */
  ExportRules(ReadRules rules, Supplier<IJobCoordinator> jobs) {
    this.rules = rules;
    this.jobs = jobs;
  }

  /** A type that was named must be readable as a whole; without names it is all that are. */
  @Hook(Pointcut.STORAGE_INITIATE_BULK_EXPORT)
  public void begin(BulkExportJobParameters export, @Nullable RequestDetails request) {
    Optional<Caller> caller = RequestCaller.find(request);
    if (caller.isEmpty() || request == null) {
      return;
    }
    List<String> readable =
        export.getResourceTypes().stream().filter(type -> readable(caller.get(), type)).toList();
    if (readable.isEmpty()
        || (namesTypes(request) && readable.size() < export.getResourceTypes().size())) {
      throw new ForbiddenOperationException(
          "You may not export these types: each needs your role's right to read all of it, and a"
              + " scope without restriction.");
    }
    export.setResourceTypes(readable);
    export.setBinarySecurityContextIdentifierSystem(OWNER);
    export.setBinarySecurityContextIdentifierValue(owner(caller.get()));
  }

  @Hook(Pointcut.SERVER_INCOMING_REQUEST_PRE_HANDLED)
  public void poll(RequestDetails request) {
    if (!POLL.equals(request.getOperation())) {
      return;
    }
    BulkExportJobParameters export =
        jobs.get().getInstance(job(request)).getParameters(BulkExportJobParameters.class);
    if (!owner(RequestCaller.of(request))
        .equals(export.getBinarySecurityContextIdentifierValue())) {
      throw new ForbiddenOperationException(NOT_YOURS);
    }
  }

  @Hook(Pointcut.STORAGE_PRESHOW_RESOURCES)
  public void files(@Nullable RequestDetails request, IPreResourceShowDetails resources) {
    Optional<Caller> caller = RequestCaller.find(request);
    if (caller.isEmpty()) {
      return;
    }
    for (int i = 0; i < resources.size(); i++) {
      if (resources.getResource(i) instanceof Binary file && !mayRead(caller.get(), file)) {
        throw new ForbiddenOperationException(NOT_YOURS);
      }
    }
  }

  private boolean readable(Caller caller, String type) {
    return rules.unconstrained(caller, type, Interaction.READ)
        && rules.unconstrained(caller, type, Interaction.SEARCH);
  }

  private static boolean namesTypes(RequestDetails request) {
    return request.getParameters().containsKey(TYPE)
        || (request.getResource() instanceof Parameters body && body.hasParameter(TYPE));
  }

  private static String job(RequestDetails request) {
    String[] named =
        request
            .getParameters()
            .getOrDefault(JpaConstants.PARAM_EXPORT_POLL_STATUS_JOB_ID, new String[0]);
    if (named.length == 1) {
      return named[0];
    }
    return request.getResource() instanceof Parameters body
            && body.getParameter(JpaConstants.PARAM_EXPORT_POLL_STATUS_JOB_ID) != null
        ? body.getParameter(JpaConstants.PARAM_EXPORT_POLL_STATUS_JOB_ID)
            .getValue()
            .primitiveValue()
        : "";
  }

  private static boolean mayRead(Caller caller, Binary file) {
    Identifier context = file.getSecurityContext().getIdentifier();
    return !OWNER.equals(context.getSystem()) || owner(caller).equals(context.getValue());
  }

  private static String owner(Caller caller) {
    return caller.client() + " " + caller.name();
  }
}
