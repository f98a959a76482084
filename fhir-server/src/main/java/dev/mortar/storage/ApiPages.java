package dev.mortar.storage;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.openapi.OpenApiInterceptor;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import com.google.common.base.Strings;
import com.google.common.base.Suppliers;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * HAPI's pages about the API, made when one is first asked for: they bring a parser of Markdown,
 * for which the start need not wait.
 */
@Interceptor
public final class ApiPages {
  private final Supplier<OpenApiInterceptor> pages = Suppliers.memoize(OpenApiInterceptor::new);

  ApiPages() {}

  @Hook(Pointcut.SERVER_INCOMING_REQUEST_PRE_HANDLER_SELECTED)
  public boolean serve(
      HttpServletRequest request, HttpServletResponse response, ServletRequestDetails details)
      throws IOException {
    String path = Strings.nullToEmpty(request.getPathInfo());
    boolean asked = path.startsWith("/swagger-ui") || path.startsWith("/api-docs");
    return !asked || pages.get().serveSwaggerUi(request, response, details);
  }
}
