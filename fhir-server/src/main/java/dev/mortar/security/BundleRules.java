package dev.mortar.security;

import ca.uhn.fhir.rest.server.exceptions.ForbiddenOperationException;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import ca.uhn.fhir.util.UrlUtil;
import dev.mortar.access.Caller;
import dev.mortar.access.Decision.Constraint;
import dev.mortar.access.Interaction;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleEntryRequestComponent;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;

/** Judges a batch or transaction entry by entry, before any of it is done. */
final class BundleRules {
  private static final int MOST_ENTRIES = 5_000;

  /** An id that nothing has, because the server gives none like it. */
  private static final String NOBODYS = "00000000-not-there";

  private final ReadRules rules;
  private final SearchRules searches;
  private final StoredRules stored;

  BundleRules(ReadRules rules, SearchRules searches, StoredRules stored) {
    this.rules = rules;
    this.searches = searches;
    this.stored = stored;
  }

  void check(Caller caller, Bundle bundle) {
    if (bundle.getEntry().size() > MOST_ENTRIES) {
      throw new InvalidRequestException(
          "A bundle may have " + MOST_ENTRIES + " entries; send several.");
    }
    for (BundleEntryComponent entry : bundle.getEntry()) {
      if (!entry.hasRequest() || !entry.getRequest().hasMethod()) {
        throw new InvalidRequestException("Every entry needs a request with a method.");
      }
      check(caller, entry.getRequest());
    }
  }

  private void check(Caller caller, BundleEntryRequestComponent request) {
    UrlUtil.UrlParts url = UrlUtil.parseUrl(request.getUrl());
    String type = url.getResourceType();
    if (type == null || type.isEmpty()) {
      if (!rules.access().readsEverything(caller)) {
        throw new ForbiddenOperationException("Your role does not allow requests on the server.");
      }
      return;
    }
    if (request.getMethod() == HTTPVerb.GET) {
      hide(caller, request, type, url);
      narrow(caller, request, type, url);
      return;
    }
    if (request.getMethod() == HTTPVerb.HEAD) {
      throw new ForbiddenOperationException("HEAD is not for bundles.");
    }
    Set<Constraint> constraints = rules.require(caller, type, interaction(request.getMethod()));
    if (url.getResourceId() != null) {
      boolean mayBeNew = request.getMethod() == HTTPVerb.PUT && !request.hasIfMatch();
      stored.checkChange(caller, type, url.getResourceId(), constraints, mayBeNew);
    }
    if (request.hasIfNoneExist()) {
      checkMatch(caller, type, request.getIfNoneExist());
    }
    if (url.getResourceId() == null && url.getParams() != null) {
      checkMatch(caller, type, url.getParams());
    }
  }

  /** Who matches by search learns whether there is a match, so they must see all of the type. */
  void checkMatch(Caller caller, String type, String query) {
    String asked = afterQuestionMark(query);
    if (!rules.mayMatch(caller, type, asked)) {
      throw new ForbiddenOperationException(
          "Your role does not allow conditional requests on " + type + ".");
    }
    searches.check(caller, type, UrlUtil.parseQueryString(asked));
  }

  /** In a batch the store itself says what is missing; what is foreign is then missing as well. */
  private void hide(
      Caller caller, BundleEntryRequestComponent request, String type, UrlUtil.UrlParts url) {
    String id = url.getResourceId();
    boolean apart = caller.standing().tenant().isPresent() || rules.leavesOut(caller, type);
    if (id != null && apart && !stored.reaches(caller, type, id)) {
      request.setUrl(request.getUrl().replace(type + "/" + id, type + "/" + NOBODYS));
    }
  }

  private void narrow(
      Caller caller, BundleEntryRequestComponent request, String type, UrlUtil.UrlParts url) {
    boolean search = url.getResourceId() == null && !request.getUrl().contains("/_");
    if (!search || request.getUrl().contains("$")) {
      return;
    }
    String query = url.getParams() == null ? "" : url.getParams();
    Map<String, String> narrowing = searches.check(caller, type, UrlUtil.parseQueryString(query));
    StringBuilder narrowed = new StringBuilder(request.getUrl());
    narrowing.forEach(
        (name, value) ->
            narrowed
                .append(narrowed.indexOf("?") < 0 ? '?' : '&')
                .append(name)
                .append('=')
                .append(UrlUtil.escapeUrlParam(value)));
    request.setUrl(narrowed.toString());
  }

  private static Interaction interaction(HTTPVerb verb) {
    return switch (verb) {
      case POST -> Interaction.CREATE;
      case PUT -> Interaction.UPDATE;
      case PATCH -> Interaction.PATCH;
      case DELETE -> Interaction.DELETE;
      case GET, HEAD, NULL -> Interaction.READ;
    };
  }

  private static String afterQuestionMark(String query) {
    return query.substring(query.indexOf('?') + 1);
  }
}
