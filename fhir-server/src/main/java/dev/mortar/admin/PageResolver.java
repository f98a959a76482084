package dev.mortar.admin;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.web.servlet.resource.PathResourceResolver;

/**
 * The addresses of the app's pages, such as {@code /app/worklist/7}, are no files: the one document
 * answers them all and shows the page in the browser. A missing file stays missing.
 */
final class PageResolver extends PathResourceResolver {
  private static final String DOCUMENT = "index.html";

  @Override
  protected @Nullable Resource getResource(String path, Resource location) throws IOException {
    var file = path.isEmpty() ? null : super.getResource(path, location);
    if (file != null) {
      return file;
    }
    return isPage(path) ? super.getResource(DOCUMENT, location) : null;
  }

  /** FHIR ids may hold dots, so only the last segment with a known file ending is a file. */
  private static boolean isPage(String path) {
    var last = path.substring(path.lastIndexOf('/') + 1);
    return !last.matches(".*\\.(js|css|html|svg|woff2?|json|webmanifest|map|png|ico|txt)");
  }
}
