package dev.mortar.store;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.fhirpath.IFhirPath;
import ca.uhn.fhir.fhirpath.IFhirPathEvaluationContext;
import com.google.common.base.Suppliers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.BooleanType;

/**
 * FHIRPath with named constants, such as {@code %patient}. Safe for many threads. Expressions that
 * might not end are refused before they run.
 */
public final class Expressions {
  private static final ScopedValue<Map<String, List<Base>>> CONSTANTS = ScopedValue.newInstance();

  /** Made when the first expression comes, as it wants all structures of R4. */
  private final Supplier<IFhirPath> engine;

  private final ExpressionBounds bounds;

  /**
   * @param context an R4 context
   */
  public Expressions(FhirContext context) {
    this.engine = Suppliers.memoize(() -> engine(context));
    this.bounds = new ExpressionBounds(context);
  }

  /**
   * Everything that the expression finds.
   *
   * @throws ca.uhn.fhir.fhirpath.FhirPathExecutionException if it is out of bounds or fails
   */
  public List<Base> all(Base focus, String expression, Map<String, List<Base>> constants) {
    bounds.check(expression);
    return ScopedValue.where(CONSTANTS, constants)
        .call(() -> engine.get().evaluate(focus, expression, Base.class));
  }

  private static IFhirPath engine(FhirContext context) {
    IFhirPath engine = context.newFhirPath();
    engine.setEvaluationContext(new Constants());
    return engine;
  }

  /** The first that it finds. */
  public Optional<Base> first(Base focus, String expression, Map<String, List<Base>> constants) {
    return all(focus, expression, constants).stream().findFirst();
  }

  /** The first that it finds, as text. */
  public Optional<String> text(Base focus, String expression, Map<String, List<Base>> constants) {
    return first(focus, expression, constants)
        .map(found -> found.isPrimitive() ? found.primitiveValue() : found.toString());
  }

  /** Whether the expression is true; nothing found is not true. */
  public boolean holds(Base focus, String expression, Map<String, List<Base>> constants) {
    return first(focus, expression, constants)
        .filter(BooleanType.class::isInstance)
        .filter(found -> ((BooleanType) found).booleanValue())
        .isPresent();
  }

  private static final class Constants implements IFhirPathEvaluationContext {
    @Override
    public List<IBase> resolveConstant(
        Object appContext, String name, ConstantEvaluationMode mode) {
      var key = name.startsWith("%") ? name.substring(1) : name;
      var known = CONSTANTS.isBound() ? CONSTANTS.get() : Map.<String, List<Base>>of();
      return List.<IBase>copyOf(known.getOrDefault(key, List.of()));
    }

    @Override
    public IBase resolveReference(IIdType reference, IBase context) {
      throw new UnsupportedOperationException("resolve() is not offered here");
    }
  }
}
