package dev.mortar.storage.sealing;

import ca.uhn.fhir.context.RuntimeSearchParam;
import ca.uhn.fhir.interceptor.model.RequestPartitionId;
import ca.uhn.fhir.jpa.dao.predicate.SearchFilterParser.CompareOperation;
import ca.uhn.fhir.jpa.search.builder.predicate.TokenPredicateBuilder;
import ca.uhn.fhir.jpa.search.builder.sql.SearchQueryBuilder;
import ca.uhn.fhir.model.api.IQueryParameterType;
import com.healthmarketscience.sqlbuilder.Condition;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Looks for an identifier as it is and as its hash. Every search ends here: by URL, chained, by
 * {@code _has} and of conditional writes.
 */
class SealedTokens extends TokenPredicateBuilder {
  private final Sealing sealing;

  SealedTokens(SearchQueryBuilder builder, Sealing sealing) {
    super(builder);
    this.sealing = sealing;
  }

  @Override
  public Condition createPredicateToken(
      Collection<IQueryParameterType> parameters,
      String type,
      @Nullable String prefix,
      RuntimeSearchParam parameter,
      @Nullable CompareOperation operation,
      RequestPartitionId partition) {
    return super.createPredicateToken(
        IdentifierSearches.isOne(parameter) ? BothForms.of(parameters, sealing) : parameters,
        type,
        prefix,
        parameter,
        operation,
        partition);
  }
}
