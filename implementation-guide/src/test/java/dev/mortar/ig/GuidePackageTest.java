package dev.mortar.ig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.context.FhirContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.utilities.npm.NpmPackage;
import org.junit.jupiter.api.Test;

class GuidePackageTest {
  private final GuidePackage guide = new GuidePackage(FhirContext.forR4Cached());

  @Test
  void theArchiveIsAFhirPackage() throws IOException {
    try (var archive = GuidePackage.archive()) {
      var opened = NpmPackage.fromPackage(archive);
      assertThat(opened.name()).isEqualTo("mortar.fhir.pharmacy");
      assertThat(opened.version()).isEqualTo(Canonicals.VERSION);
      assertThat(opened.canonical()).isEqualTo(Canonicals.BASE);
      assertThat(opened.listResources("StructureDefinition")).isNotEmpty();
    }
  }

  @Test
  void definitionsExamplesAndDefaultsStandApart() {
    assertThat(guide.conformance()).isNotEmpty().doesNotContainAnyElementsOf(guide.examples());
    assertThat(ids(guide.examples())).doesNotHaveDuplicates().containsAll(ids(guide.defaults()));
  }

  @Test
  void theFingerprintIsTheSameEveryTime() {
    assertThat(GuidePackage.fingerprint()).hasSize(64).isEqualTo(GuidePackage.fingerprint());
  }

  @Test
  void anArchiveThatEndsEarlyIsRefused() throws IOException {
    var cut = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(cut)) {
      gzip.write(new byte[] {'a', 'b'});
    }
    assertThatThrownBy(() -> Tar.read(new ByteArrayInputStream(cut.toByteArray())))
        .isInstanceOf(EOFException.class);
  }

  private static List<String> ids(List<Resource> resources) {
    return resources.stream().map(it -> it.fhirType() + "/" + it.getIdPart()).toList();
  }
}
