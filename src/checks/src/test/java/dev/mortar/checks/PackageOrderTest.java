package dev.mortar.checks;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The one ordered list that is the architecture: a package uses only what stands before it, and the
 * three branches never see each other.
 */
final class PackageOrderTest {
  private static final List<String> GUIDE = List.of("ig");
  private static final List<String> EARS = List.of("mapping", "hl7");
  private static final List<String> WORK =
      List.of(
          "store",
          "due",
          "directory",
          "outreach",
          "scheduling",
          "careplan",
          "priority",
          "worklist",
          "finance",
          "insights",
          "automation");
  private static final List<String> KEYS = List.of("access", "authorization", "ehr", "federation");
  private static final List<String> HOUSE =
      List.of("storage", "security", "audit", "cds", "operations", "admin", "demo");
  private static final List<List<String>> BRANCHES = List.of(EARS, WORK, KEYS);
  private static final List<String> ORDER =
      List.of(GUIDE, EARS, WORK, KEYS, HOUSE).stream().flatMap(List::stream).toList();

  private static final String BASE = "dev.mortar";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .importPaths(
              Tree.PRODUCT.stream()
                  .map(module -> Tree.ROOT.resolve(module).resolve("target/classes"))
                  .filter(Files::isDirectory)
                  .toList());

  @Test
  void everyPackageHasItsPlaceInTheOrder() {
    var unknown = new TreeSet<String>();
    for (JavaClass type : CLASSES) {
      String capability = capabilityOf(type);
      if (!capability.isEmpty() && !ORDER.contains(capability)) {
        unknown.add(capability);
      }
    }
    assertThat(unknown).isEmpty();
  }

  @Test
  void aPackageUsesOnlyWhatStandsBeforeIt() {
    var wrong = new ArrayList<String>();
    for (JavaClass type : CLASSES) {
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        String from = capabilityOf(type);
        String to = capabilityOf(dependency.getTargetClass());
        if (!from.isEmpty() && !to.isEmpty() && !mayUse(from, to)) {
          wrong.add(from + " uses " + to + ": " + dependency.getDescription());
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  /** Of the network's package it needs only how text is written into an address. */
  @Test
  void mappingIsPure() {
    noClasses()
        .that()
        .resideInAPackage(BASE + ".mapping..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("org.springframework..", "java.sql..", "java.net..", "javax.sql..")
                .and(not(type(URLEncoder.class)))
                .and(not(type(URLDecoder.class))))
        .check(CLASSES);
  }

  @Test
  void theWorkKnowsFhirButNoFhirServer() {
    noClasses()
        .that()
        .resideInAnyPackage(
            WORK.stream().map(name -> BASE + "." + name + "..").toArray(String[]::new))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("ca.uhn.fhir.rest.server..", "ca.uhn.fhir.jpa..")
        .check(CLASSES);
  }

  @Test
  void whoMayDoWhatIsDecidedWithoutAFramework() {
    noClasses()
        .that()
        .resideInAPackage(BASE + ".access..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.springframework..", "ca.uhn.fhir.rest.server..", "ca.uhn.fhir.jpa..")
        .check(CLASSES);
  }

  private static boolean mayUse(String from, String to) {
    if (from.equals(to)) {
      return true;
    }
    boolean before = ORDER.indexOf(to) < ORDER.indexOf(from);
    boolean sideways =
        BRANCHES.stream().anyMatch(branch -> branch.contains(from) && !branch.contains(to))
            && !GUIDE.contains(to);
    return before && !sideways;
  }

  /** The first package name below the base, empty for the program itself and for foreign types. */
  private static String capabilityOf(JavaClass type) {
    String name = type.getBaseComponentType().getPackageName();
    if (!name.startsWith(BASE + ".")) {
      return "";
    }
    String rest = name.substring(BASE.length() + 1);
    int dot = rest.indexOf('.');
    return dot < 0 ? rest : rest.substring(0, dot);
  }
}
