package dev.mortar.storage.extraction;

import ca.uhn.fhir.context.RuntimeSearchParam;
import ca.uhn.fhir.jpa.model.entity.BaseResourceIndexedSearchParam;
import ca.uhn.fhir.jpa.searchparam.extractor.SearchParamExtractorR4;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Base;
import org.jspecify.annotations.Nullable;

/**
 * HAPI's extractor with compiled paths: what the compiler does not know, or meets a value that it
 * does not know, goes to HAPI's interpreter.
 */
class CompiledExtractor extends SearchParamExtractorR4 {
  /** More paths than a guide has; who makes search parameters without end starts anew. */
  private static final int MOST_PATHS = 20_000;

  private final TokenIndex index;
  private final Map<String, Optional<CompiledPath>> compiled = new ConcurrentHashMap<>();
  private @Nullable PathCompiler compiler;
  private volatile boolean interpreting;

  CompiledExtractor(TokenIndex index) {
    this.index = index;
  }

  @Override
  public SearchParamSet<BaseResourceIndexedSearchParam> extractSearchParamTokens(
      IBaseResource resource, ISearchParamFilter filter) {
    var tokens = super.extractSearchParamTokens(resource, filter);
    index.keep(resource, tokens);
    return tokens;
  }

  @Override
  public SearchParamSet<BaseResourceIndexedSearchParam> extractSearchParamTokens(
      IBaseResource resource, RuntimeSearchParam parameter) {
    var tokens = super.extractSearchParamTokens(resource, parameter);
    index.keep(resource, tokens);
    return tokens;
  }

  @Override
  public void start() {
    super.start();
    compiler = new PathCompiler(getContext());
  }

  /** Not at the start: an interpreter wants all structures of R4, and few paths want one. */
  @Override
  public void initFhirPath() {}

  private void needInterpreter() {
    if (!interpreting) {
      synchronized (this) {
        if (!interpreting) {
          super.initFhirPath();
          interpreting = true;
        }
      }
    }
  }

  @Override
  public IValueExtractor getPathValueExtractor(IBase resource, String path) {
    Optional<CompiledPath> known = compiled(path);
    if (known.isPresent() && resource instanceof Base base) {
      List<Base> values = known.get().values(base);
      if (values != null) {
        return () -> values;
      }
    }
    needInterpreter();
    return super.getPathValueExtractor(resource, path);
  }

  private Optional<CompiledPath> compiled(String path) {
    Optional<CompiledPath> known = compiled.get(path);
    if (known != null) {
      return known;
    }
    Optional<CompiledPath> fresh =
        compiler == null ? Optional.empty() : compiler.compile(path.strip());
    if (compiled.size() >= MOST_PATHS) {
      compiled.clear();
    }
    compiled.put(path, fresh);
    return fresh;
  }
}
