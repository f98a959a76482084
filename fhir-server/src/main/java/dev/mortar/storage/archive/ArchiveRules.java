package dev.mortar.storage.archive;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.util.UrlUtil;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryRequestComponent;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;

/**
 * Leaves archived appointments out of searches, unless the search asks for their tag or for an id.
 * What the server searches by itself finds everything.
 */
@Interceptor
public final class ArchiveRules {
  private static final String TAG = "_tag";
  private static final String NOT = "_tag:not";

  private final Archive archive;

  ArchiveRules(Archive archive) {
    this.archive = archive;
  }

  @Hook(Pointcut.SERVER_INCOMING_REQUEST_POST_PROCESSED)
  public void received(RequestDetails request) {
    if (request.getRestOperationType() == RestOperationTypeEnum.SEARCH_TYPE
        && Archive.TYPE.equals(request.getResourceName())
        && leavesOut(request.getParameters())) {
      Map<String, String[]> narrowed = new HashMap<>(request.getParameters());
      narrowed.merge(NOT, new String[] {Archive.TAG}, ArchiveRules::and);
      request.setParameters(narrowed);
    }
  }

  @Hook(Pointcut.SERVER_INCOMING_REQUEST_PRE_HANDLED)
  public void beforeHandling(RequestDetails request) {
    if (request.getResource() instanceof Bundle bundle && request.getResourceName() == null) {
      bundle.getEntry().stream()
          .map(Bundle.BundleEntryComponent::getRequest)
          .filter(entry -> entry.getMethod() == HTTPVerb.GET)
          .forEach(this::narrow);
    }
  }

  private void narrow(BundleEntryRequestComponent entry) {
    UrlUtil.UrlParts url = UrlUtil.parseUrl(entry.getUrl());
    String path = entry.getUrl().split("\\?", 2)[0];
    if (!path.equals(Archive.TYPE)) {
      return;
    }
    String query = url.getParams() == null ? "" : url.getParams();
    if (leavesOut(UrlUtil.parseQueryString(query))) {
      char mark = entry.getUrl().contains("?") ? '&' : '?';
      entry.setUrl(entry.getUrl() + mark + NOT + "=" + UrlUtil.escapeUrlParam(Archive.TAG));
    }
  }

  private boolean leavesOut(Map<String, String[]> query) {
    return archive.isUsed() && !query.containsKey("_id") && !asks(query);
  }

  private static boolean asks(Map<String, String[]> query) {
    return Arrays.stream(query.getOrDefault(TAG, new String[0]))
        .flatMap(values -> Arrays.stream(values.split(",", -1)))
        .anyMatch(value -> value.equals(Archive.CODE) || value.equals(Archive.TAG));
  }

  private static String[] and(String[] asked, String[] narrowing) {
    String[] both = Arrays.copyOf(asked, asked.length + narrowing.length);
    System.arraycopy(narrowing, 0, both, asked.length, narrowing.length);
    return both;
  }
}
