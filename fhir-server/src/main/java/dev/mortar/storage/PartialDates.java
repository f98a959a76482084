package dev.mortar.storage;

import ca.uhn.fhir.jpa.dao.predicate.SearchFilterParser.CompareOperation;
import ca.uhn.fhir.jpa.search.builder.predicate.DatePredicateBuilder;
import ca.uhn.fhir.jpa.search.builder.sql.SearchQueryBuilder;
import ca.uhn.fhir.model.api.IQueryParameterType;
import ca.uhn.fhir.model.api.TemporalPrecisionEnum;
import ca.uhn.fhir.rest.param.DateParam;
import ca.uhn.fhir.rest.param.DateRangeParam;
import ca.uhn.fhir.rest.param.ParamPrefixEnum;
import com.healthmarketscience.sqlbuilder.ComboCondition;
import com.healthmarketscience.sqlbuilder.Condition;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;

/**
 * Takes {@code ge2026} as from the first day of the year and {@code le2026} as to its last one, and
 * likewise for months; knows {@code ap}, which HAPI refuses.
 *
 * <p>HAPI compares with the other end of a year or month and so leaves out all that lies in it.
 *
 * @see <a href="https://hl7.org/fhir/R4/search.html#date">Search by dates</a>
 */
class PartialDates extends DatePredicateBuilder {
  private static final int DECEMBER = 12;
  private static final int LENGTH_OF_YEAR = 4;
  private static final int TENTH = 10;

  private final Clock clock;

  PartialDates(SearchQueryBuilder builder, Clock clock) {
    super(builder);
    this.clock = clock;
  }

  @Override
  public Condition createPredicateDateWithoutIdentityPredicate(
      IQueryParameterType parameter, CompareOperation operation) {
    if (!(parameter instanceof DateParam date) || date.isEmpty()) {
      return super.createPredicateDateWithoutIdentityPredicate(parameter, operation);
    }
    if (date.getPrefix() == ParamPrefixEnum.APPROXIMATE) {
      return approximately(date);
    }
    return super.createPredicateDateWithoutIdentityPredicate(whole(date), operation);
  }

  /** As FHIR recommends: up to a tenth of the time between now and then away from it. */
  private Condition approximately(DateParam date) {
    var range = new DateRangeParam(new DateParam(ParamPrefixEnum.EQUAL, date.getValueAsString()));
    Instant from = range.getLowerBoundAsInstant().toInstant();
    Instant to = range.getUpperBoundAsInstant().toInstant();
    Duration away = Duration.between(from, clock.instant()).abs().dividedBy(TENTH);
    return ComboCondition.and(
        bound(ParamPrefixEnum.GREATERTHAN_OR_EQUALS, from.minus(away)),
        bound(ParamPrefixEnum.LESSTHAN_OR_EQUALS, to.plus(away)));
  }

  private Condition bound(ParamPrefixEnum prefix, Instant at) {
    var date = new DateParam(prefix, at.truncatedTo(ChronoUnit.SECONDS).toString());
    return super.createPredicateDateWithoutIdentityPredicate(date, null);
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
