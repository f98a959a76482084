package dev.mortar.storage;

import ca.uhn.fhir.jpa.dao.predicate.SearchFilterParser.CompareOperation;
import ca.uhn.fhir.jpa.search.builder.predicate.DatePredicateBuilder;
import ca.uhn.fhir.jpa.search.builder.sql.SearchQueryBuilder;
import ca.uhn.fhir.model.api.IQueryParameterType;
import ca.uhn.fhir.model.api.TemporalPrecisionEnum;
import ca.uhn.fhir.rest.param.DateParam;
import ca.uhn.fhir.rest.param.ParamPrefixEnum;
import com.healthmarketscience.sqlbuilder.Condition;
import java.time.YearMonth;

/**
 * Takes {@code ge2026} as from the first day of the year and {@code le2026} as to its last one, and
 * likewise for months.
 *
 * <p>HAPI compares with the other end of a year or month and so leaves out all that lies in it.
 *
 * @see <a href="https://hl7.org/fhir/R4/search.html#date">Search by dates</a>
 */
class PartialDates extends DatePredicateBuilder {
  private static final int DECEMBER = 12;
  private static final int LENGTH_OF_YEAR = 4;

  PartialDates(SearchQueryBuilder builder) {
    super(builder);
  }

  @Override
  public Condition createPredicateDateWithoutIdentityPredicate(
      IQueryParameterType parameter, CompareOperation operation) {
    return super.createPredicateDateWithoutIdentityPredicate(
        parameter instanceof DateParam date && !date.isEmpty() ? whole(date) : parameter,
        operation);
  }

  private static DateParam whole(DateParam date) {
    boolean partial = date.getPrecision().ordinal() < TemporalPrecisionEnum.DAY.ordinal();
    ParamPrefixEnum prefix = date.getPrefix();
    if (!partial || prefix == null) {
      return date;
    }
    String text = date.getValueAsString();
    boolean year = text.length() == LENGTH_OF_YEAR;
    return switch (prefix) {
      case GREATERTHAN_OR_EQUALS -> new DateParam(prefix, text + (year ? "-01-01" : "-01"));
      case LESSTHAN_OR_EQUALS -> {
        YearMonth last =
            year ? YearMonth.of(Integer.parseInt(text), DECEMBER) : YearMonth.parse(text);
        yield new DateParam(prefix, last.atEndOfMonth().toString());
      }
      default -> date;
    };
  }
}
