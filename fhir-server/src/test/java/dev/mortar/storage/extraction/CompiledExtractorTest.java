package dev.mortar.storage.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeSearchParam;
import ca.uhn.fhir.jpa.searchparam.extractor.BaseSearchParamExtractor;
import ca.uhn.fhir.jpa.searchparam.extractor.SearchParamExtractorR4;
import dev.mortar.ig.GuidePackage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.SearchParameter;
import org.junit.jupiter.api.Test;

class CompiledExtractorTest {
  private static final FhirContext FHIR = FhirContext.forR4Cached();
  private static final GuidePackage GUIDE = new GuidePackage(FHIR);

  private final SearchParamExtractorR4 interpreter = new SearchParamExtractorR4();
  private final CompiledExtractor compiled = new CompiledExtractor((resource, tokens) -> {});
  private final PathCompiler compiler = new PathCompiler(FHIR);

  CompiledExtractorTest() {
    interpreter.setContext(FHIR);
    interpreter.start();
    compiled.setContext(FHIR);
    compiled.start();
  }

  @Test
  void findsInFullResourcesWhatTheInterpreterFindsForEveryParameterOfR4AndTheGuide() {
    var paths = paths();
    var found = 0;
    for (int turn = 0; turn < 4; turn++) {
      var full = new FullResources(FHIR, turn);
      for (var type : paths.keySet()) {
        found += compare(full.of(type), paths.get(type));
      }
    }
    assertThat(found).isGreaterThan(5_000);
  }

  @Test
  void findsInTheResourcesOfTheGuideWhatTheInterpreterFinds() {
    var paths = paths();
    var resources =
        Stream.of(GUIDE.conformance(), GUIDE.defaults(), GUIDE.examples())
            .flatMap(List::stream)
            .toList();
    var found = 0;
    for (Resource resource : resources) {
      found += compare(resource, paths.getOrDefault(resource.fhirType(), new TreeSet<>()));
    }
    assertThat(found).isGreaterThan(1_000);
  }

  @Test
  void leavesFewPathsToTheInterpreter() {
    var all = paths().values().stream().flatMap(TreeSet::stream).distinct().toList();
    var left = all.stream().filter(path -> compiler.compile(path).isEmpty()).toList();
    assertThat(left).as("of %d", all.size()).hasSizeLessThan(all.size() / 20);
    // They are those of the place, written with every patient, visit and appointment.
    assertThat(all).filteredOn(path -> path.contains("iif(")).hasSize(3);
    assertThat(left).noneMatch(path -> path.contains("iif("));
  }

  private int compare(Resource resource, TreeSet<String> paths) {
    var found = 0;
    for (String path : paths) {
      // What is left to the interpreter may be a text of the path itself, new each time.
      Function<IBase, String> name =
          compiler.compile(path.strip()).isPresent() && !path.contains("iif(")
              ? CompiledExtractorTest::identity
              : CompiledExtractorTest::value;
      var values = outcome(compiled, resource, path, name);
      assertThat(values)
          .as("%s in a %s", path, resource.fhirType())
          .isEqualTo(outcome(interpreter, resource, path, name));
      found += values.size();
    }
    return found;
  }

  /** The elements by name, or the failure. */
  private static List<String> outcome(
      BaseSearchParamExtractor extractor,
      Resource resource,
      String path,
      Function<IBase, String> name) {
    try {
      List<? extends IBase> values = extractor.getPathValueExtractor(resource, path).get();
      return values.stream().map(name).toList();
    } catch (RuntimeException refused) {
      return List.of("refused");
    }
  }

  /** The interpreter gives out copies of ids, and truths that it has computed. */
  private static String identity(IBase value) {
    return value instanceof IdType || value instanceof BooleanType
        ? value(value)
        : value.getClass().getSimpleName() + System.identityHashCode(value);
  }

  private static String value(IBase value) {
    String type = value.getClass().getSimpleName();
    return value instanceof PrimitiveType<?> simple ? type + " " + simple.asStringValue() : type;
  }

  private static Map<String, TreeSet<String>> paths() {
    Map<String, TreeSet<String>> paths = new LinkedHashMap<>();
    for (String type : FHIR.getResourceTypes()) {
      var own = paths.computeIfAbsent(type, key -> new TreeSet<>());
      for (RuntimeSearchParam parameter : FHIR.getResourceDefinition(type).getSearchParams()) {
        if (parameter.getPath() != null) {
          own.addAll(List.of(BaseSearchParamExtractor.splitPathsR4(parameter.getPath())));
        }
      }
    }
    for (Resource resource : GUIDE.conformance()) {
      if (resource instanceof SearchParameter parameter && parameter.hasExpression()) {
        for (CodeType base : parameter.getBase()) {
          var expression = parameter.getExpression();
          paths
              .computeIfAbsent(base.getCode(), key -> new TreeSet<>())
              .addAll(List.of(BaseSearchParamExtractor.splitPathsR4(expression)));
        }
      }
    }
    return paths;
  }
}
