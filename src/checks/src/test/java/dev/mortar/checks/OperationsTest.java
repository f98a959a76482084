package dev.mortar.checks;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import dev.mortar.ig.GuidePackage;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.OperationDefinition;
import org.junit.jupiter.api.Test;

/** What the guide defines is what the server offers, both ways. */
final class OperationsTest {
  private static final Pattern OPERATION =
      Pattern.compile("@Operation\\(\\s*(?:name\\s*=\\s*)?\"\\$?([\\w-]+)\"");

  @Test
  void theServerOffersExactlyTheOperationsOfTheGuide() {
    var defined = new TreeSet<String>();
    for (var resource : new GuidePackage(FhirContext.forR4Cached()).conformance()) {
      if (resource instanceof OperationDefinition operation) {
        defined.add(operation.getCode());
      }
    }
    var offered = new TreeSet<String>();
    var folder = Tree.ROOT.resolve("fhir-server/src/main/java/dev/mortar/operations");
    for (var file : Tree.productFiles()) {
      if (file.startsWith(folder)) {
        OPERATION.matcher(Tree.text(file)).results().forEach(found -> offered.add(found.group(1)));
      }
    }
    assertThat(offered).isEqualTo(defined);
  }
}
