package dev.mortar.checks;

import java.util.Set;
import java.util.stream.Stream;
import org.springframework.modulith.core.ApplicationModuleDetectionStrategy;
import org.springframework.modulith.core.ApplicationModuleInformation;
import org.springframework.modulith.core.JavaPackage;
import org.springframework.modulith.core.NamedInterfaces;

/**
 * Tells Modulith what a module is here: every direct package, and which nested packages are open to
 * others. The list stands here and not as annotations, so that the product does not need Modulith.
 */
final class Capabilities implements ApplicationModuleDetectionStrategy {
  /**
   * The carriers of messages, which the demo replaces; the dead letters, which admin shows; what is
   * kept and removed, which operations ask for and whose traces every capability removes; what a
   * file may be, which the cleaning of writes asks; which types have labels, and the tag of the
   * archive, which the rules of searches ask; queries with a sealed number, which the trail keeps;
   * and of the mapping what the ears need to know of senders and batches, and the way out.
   */
  private static final Set<String> OPEN =
      Set.of(
          "dev.mortar.outreach.channel",
          "dev.mortar.storage.archive",
          "dev.mortar.storage.label",
          "dev.mortar.storage.retention",
          "dev.mortar.storage.sealing",
          "dev.mortar.storage.subscription",
          "dev.mortar.storage.upload",
          "dev.mortar.mapping.sender",
          "dev.mortar.mapping.text",
          "dev.mortar.mapping.outward");

  @Override
  public Stream<JavaPackage> getModuleBasePackages(JavaPackage root) {
    return ApplicationModuleDetectionStrategy.directSubPackage().getModuleBasePackages(root);
  }

  @Override
  public NamedInterfaces detectNamedInterfaces(
      JavaPackage base, ApplicationModuleInformation information) {
    return NamedInterfaces.builder(base)
        .recursive()
        .including(nested -> OPEN.contains(nested.getName()))
        .build();
  }
}
