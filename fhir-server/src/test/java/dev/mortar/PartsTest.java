package dev.mortar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.stereotype.Component;

final class PartsTest {
  /** Who adds a configuration or a controller adds its line. */
  @Test
  void theListNamesEachPart() {
    var found = new TreeSet<String>();
    var scanner = new ClassPathScanningCandidateComponentProvider(false);
    // Takes none, so that no condition is asked, such as that of a profile.
    scanner.addIncludeFilter(
        (type, types) -> {
          if (isPart(type.getAnnotationMetadata())) {
            found.add(type.getClassMetadata().getClassName());
          }
          return false;
        });
    scanner.findCandidateComponents("dev.mortar");
    found.remove(MortarServer.class.getName());

    String[] listed = new Parts().selectImports(AnnotationMetadata.introspect(MortarServer.class));

    assertThat(listed).containsExactlyElementsOf(found);
  }

  private static boolean isPart(AnnotationMetadata type) {
    return type.isAnnotated(Component.class.getName()) && type.getEnclosingClassName() == null;
  }
}
