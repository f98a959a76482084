package dev.mortar.store;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.fhirpath.FhirPathExecutionException;
import com.google.common.base.Suppliers;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.hl7.fhir.r4.fhirpath.ExpressionNode;
import org.hl7.fhir.r4.fhirpath.ExpressionNode.Function;
import org.hl7.fhir.r4.fhirpath.ExpressionNode.Operation;
import org.hl7.fhir.r4.fhirpath.FHIRLexer.FHIRLexerException;
import org.hl7.fhir.r4.fhirpath.FHIRPathEngine;
import org.hl7.fhir.r4.hapi.ctx.HapiWorkerContext;
import org.jspecify.annotations.Nullable;

/**
 * Which expressions end in reasonable time, judged by their form, as one that runs cannot be
 * stopped. Patterns and loops are refused, and so is a chain of steps of which each multiplies what
 * the one before has found.
 */
final class ExpressionBounds {
  private static final int LONGEST = 2_000;
  private static final int DEEPEST = 4;
  private static final int HEAVIEST = 12;

  /** More than all settings of an installation have; then the old ones are judged again. */
  private static final int KEPT = 10_000;

  /** A pattern can take for ever to fail, a loop never ends, and references are not followed. */
  private static final Set<Function> REFUSED =
      Set.of(
          Function.Matches,
          Function.MatchesFull,
          Function.ReplaceMatches,
          Function.Repeat,
          Function.Aggregate,
          Function.Resolve);

  /** What finds more than it was given, and about how much more. */
  private static final Map<Function, Integer> WEIGHTS =
      new EnumMap<>(
          Map.of(
              Function.Descendants, 4,
              Function.Replace, 3,
              Function.Children, 1,
              Function.Select, 1,
              Function.Combine, 1,
              Function.Union, 1,
              Function.Encode, 1,
              Function.Escape, 1,
              Function.Join, 1,
              Function.DefineVariable, 1));

  /** What looks at each element anew; within one another they multiply. */
  private static final Set<Function> ITERATING =
      Set.of(Function.Where, Function.Select, Function.All, Function.Exists, Function.Sort);

  /** Made when the first expression comes, as it reads all definitions. */
  private final Supplier<FHIRPathEngine> parser;

  private final Set<String> accepted = ConcurrentHashMap.newKeySet();

  ExpressionBounds(FhirContext context) {
    this.parser =
        Suppliers.memoize(
            () ->
                new FHIRPathEngine(new HapiWorkerContext(context, context.getValidationSupport())));
  }

  /**
   * @throws FhirPathExecutionException if the expression is out of bounds; what cannot be read is
   *     left to the engine, which says why
   */
  void check(String expression) {
    if (accepted.contains(expression)) {
      return;
    }
    if (expression.length() > LONGEST) {
      throw refused("it is longer than " + LONGEST + " characters");
    }
    try {
      if (weight(parser.get().parse(expression), 0) > HEAVIEST) {
        throw refused("it multiplies too often what it finds");
      }
    } catch (FHIRLexerException unreadable) {
      return;
    }
    if (accepted.size() >= KEPT) {
      accepted.clear();
    }
    accepted.add(expression);
  }

  private static int weight(@Nullable ExpressionNode node, int depth) {
    if (node == null) {
      return 0;
    }
    Function function = node.getKind() == ExpressionNode.Kind.Function ? node.getFunction() : null;
    if (function != null && REFUSED.contains(function)) {
      throw refused(function.toCode() + "() is not offered here");
    }
    int inside = function != null && ITERATING.contains(function) ? depth + 1 : depth;
    if (inside > DEEPEST) {
      throw refused("more than " + DEEPEST + " loops lie within one another");
    }
    int parameters =
        node.getParameters() == null
            ? 0
            : node.getParameters().stream().mapToInt(each -> weight(each, inside)).sum();
    return (function == null ? 0 : WEIGHTS.getOrDefault(function, 0))
        + (node.getOperation() == Operation.Union ? 1 : 0)
        + parameters
        + weight(node.getInner(), depth)
        + weight(node.getGroup(), depth)
        + weight(node.getOpNext(), depth);
  }

  private static FhirPathExecutionException refused(String why) {
    return new FhirPathExecutionException("The expression is refused: " + why + ".");
  }
}
