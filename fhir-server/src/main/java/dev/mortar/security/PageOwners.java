package dev.mortar.security;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.Constants;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.ForbiddenOperationException;
import ca.uhn.fhir.rest.server.util.ICachedSearchDetails;
import dev.mortar.access.Caller;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Binds the pages of a search to who asked for the first. The caller's mark is part of the search's
 * id, so a copied link opens for nobody else and a changed one finds nothing.
 */
@Interceptor
public final class PageOwners {
  private static final int MARK_BYTES = 6;

  @Hook(Pointcut.STORAGE_PRESEARCH_REGISTERED)
  public void mark(ICachedSearchDetails search, @Nullable RequestDetails request) {
    String id = search.getUuid();
    if (id != null) {
      RequestCaller.find(request)
          .ifPresent(caller -> search.setUuid(id.replace("-", "") + "-" + mark(caller)));
    }
  }

  /** A search that another caller made is never handed on, whatever it found. */
  @Hook(Pointcut.STORAGE_PRECHECK_FOR_CACHED_SEARCH)
  public boolean mayReuse() {
    return false;
  }

  void check(Caller caller, RequestDetails request) {
    String[] pages = request.getParameters().get(Constants.PARAM_PAGINGACTION);
    if (pages == null || pages.length != 1 || !pages[0].endsWith("-" + mark(caller))) {
      throw new ForbiddenOperationException("This page belongs to somebody else's search.");
    }
  }

  private static String mark(Caller caller) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest((caller.client() + " " + caller.name()).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, MARK_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }
}
