package dev.mortar.operations;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.ForbiddenOperationException;
import ca.uhn.fhir.rest.server.exceptions.MethodNotAllowedException;
import dev.mortar.access.Caller;
import dev.mortar.authorization.ServerAddress;
import dev.mortar.ig.Codes;
import dev.mortar.security.RequestCaller;
import dev.mortar.storage.retention.Certificates;
import dev.mortar.storage.retention.Certificates.Certificate;
import dev.mortar.storage.retention.Named;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;

/**
 * HAPI's {@code $expunge}: for one resource at a time, never against a legal hold, never of the
 * trail, and with a certificate.
 */
@Interceptor
final class ExpungeInterceptor {
  private static final String EXPUNGE = "$expunge";
  private static final Set<String> TRAIL = Set.of("AuditEvent", "Provenance");

  private final Named named;
  private final Certificates certificates;
  private final ServerAddress server;

  ExpungeInterceptor(Named named, Certificates certificates, ServerAddress server) {
    this.named = named;
    this.certificates = certificates;
    this.server = server;
  }

  @Hook(Pointcut.SERVER_INCOMING_REQUEST_PRE_HANDLED)
  public void before(RequestDetails request) {
    if (!EXPUNGE.equals(request.getOperation())) {
      return;
    }
    if (request.getId() == null || !request.getId().hasIdPart()) {
      throw new MethodNotAllowedException(
          "Expunge one resource at a time, or erase a person by Patient/[id]/$erase.");
    }
    if (TRAIL.contains(request.getResourceName())) {
      throw new ForbiddenOperationException(
          "The trail is kept: no " + request.getResourceName() + " is expunged.");
    }
    named.checkHolds(request.getResourceName(), request.getId().getIdPart());
  }

  @Hook(Pointcut.SERVER_OUTGOING_RESPONSE)
  public void after(RequestDetails request, IBaseResource answer) {
    if (EXPUNGE.equals(request.getOperation())
        && answer instanceof Parameters counted
        && counted.getParameterFirstRep().getValue() instanceof IntegerType count
        && count.getValue() > 0) {
      String type = request.getResourceName();
      certificates.write(
          new Certificate(
              Codes.DisposalKind.EXPUNGE,
              server.fhir() + "/" + type + "/" + request.getId().getIdPart(),
              RequestCaller.find(request).map(Caller::name).orElse("Mortar"),
              "",
              "",
              Map.of(type, count.getValue())));
    }
  }
}
