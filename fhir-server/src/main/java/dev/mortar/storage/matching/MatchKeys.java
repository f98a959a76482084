package dev.mortar.storage.matching;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import dev.mortar.storage.StorageInterceptor;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SortedSet;
import java.util.TreeSet;
import org.hl7.fhir.instance.model.api.IBaseBundle;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.jspecify.annotations.Nullable;

/** Finds the match URLs that a request is about to look up, as lock keys. */
@Interceptor
final class MatchKeys implements StorageInterceptor {
  /**
   * The keys of the bundle that this thread is about to execute. HAPI calls the hook and then opens
   * the database transaction on the same thread, once for a transaction and once for every entry of
   * a batch.
   */
  private final ThreadLocal<SortedSet<Long>> ofBundle = new ThreadLocal<>();

  @Hook(Pointcut.STORAGE_TRANSACTION_PROCESSING)
  public void remember(IBaseBundle bundle) {
    SortedSet<Long> keys = new TreeSet<>();
    ((Bundle) bundle).getEntry().forEach(entry -> collect(entry, keys));
    ofBundle.set(keys);
  }

  /** The keys of the write that a transaction is opened for; empty if it names no match URL. */
  SortedSet<Long> take(@Nullable RequestDetails request) {
    SortedSet<Long> keys = ofBundle.get();
    ofBundle.remove();
    if (keys == null) {
      keys = new TreeSet<>();
    }
    if (request != null && isSingleWrite(request.getRestOperationType())) {
      String url = request.getConditionalUrl(request.getRestOperationType());
      if (url != null) {
        keys.add(key(url, request.getResourceName()));
      }
    }
    return keys;
  }

  private static boolean isSingleWrite(@Nullable RestOperationTypeEnum operation) {
    return switch (operation) {
      case CREATE, UPDATE, PATCH, DELETE -> true;
      case null, default -> false;
    };
  }

  private static void collect(BundleEntryComponent entry, SortedSet<Long> keys) {
    String type = entry.hasResource() ? entry.getResource().fhirType() : "";
    if (entry.getRequest().hasIfNoneExist()) {
      keys.add(key(entry.getRequest().getIfNoneExist(), type));
    }
    String url = entry.getRequest().hasUrl() ? entry.getRequest().getUrl() : "";
    boolean writes =
        switch (entry.getRequest().getMethod()) {
          case PUT, PATCH, DELETE -> true;
          case null, default -> false;
        };
    if (writes && url.indexOf('?') >= 0) {
      keys.add(key(url, type));
    }
  }

  /**
   * The order of the parameters and the base of the URL make no difference; a rare collision only
   * costs a wait.
   */
  private static long key(String url, @Nullable String type) {
    int question = url.indexOf('?');
    String path = question > 0 ? url.substring(0, question) : "";
    String named =
        path.isEmpty() ? String.valueOf(type) : path.substring(path.lastIndexOf('/') + 1);
    String[] parameters = url.substring(question + 1).split("&", -1);
    // A header carries the URL as it is meant, a request line carries it escaped.
    Arrays.setAll(parameters, i -> URLDecoder.decode(parameters[i], StandardCharsets.UTF_8));
    Arrays.sort(parameters);
    return 31L * Arrays.hashCode(parameters) + ((long) named.hashCode() << 32);
  }
}
