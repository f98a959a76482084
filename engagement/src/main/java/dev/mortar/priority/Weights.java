package dev.mortar.priority;

import dev.mortar.ig.Codes.PriorityFactor;
import dev.mortar.store.Parts;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.hl7.fhir.r4.model.Task.TaskPriority;

/**
 * The numbers of the score.
 *
 * @param points what a factor adds
 * @param thresholds from which score on a task has a priority
 * @param parameters what the factors are computed with; see the shipped resource for their names
 */
public record Weights(
    String version,
    Map<PriorityFactor, BigDecimal> points,
    Map<TaskPriority, BigDecimal> thresholds,
    Map<String, BigDecimal> parameters) {
  public Weights {
    points = Map.copyOf(points);
    thresholds = Map.copyOf(thresholds);
    parameters = Map.copyOf(parameters);
  }

  /** Reads the content of a resource of the type priority-weights. */
  public static Weights of(Parts content) {
    Map<PriorityFactor, BigDecimal> points = new EnumMap<>(PriorityFactor.class);
    for (var factor : content.all("factor")) {
      var code = factor.required("code");
      var known = PriorityFactor.of(code).orElseThrow(() -> factor.missing("a known code"));
      points.put(known, number(factor, "points"));
    }
    Map<TaskPriority, BigDecimal> thresholds = new EnumMap<>(TaskPriority.class);
    for (var threshold : content.all("threshold")) {
      var priority = TaskPriority.fromCode(threshold.required("priority"));
      thresholds.put(priority, number(threshold, "score"));
    }
    Map<String, BigDecimal> parameters = new HashMap<>();
    for (var parameter : content.all("parameter")) {
      parameters.put(parameter.required("name"), number(parameter, "value"));
    }
    return new Weights(content.required("version"), points, thresholds, parameters);
  }

  /** No points at all where the factor is not weighed. */
  BigDecimal points(PriorityFactor factor) {
    return points.getOrDefault(factor, BigDecimal.ZERO);
  }

  BigDecimal parameter(String name) {
    var value = parameters.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the priority weights lack the parameter " + name);
    }
    return value;
  }

  TaskPriority priority(BigDecimal score) {
    return thresholds.entrySet().stream()
        .filter(entry -> score.compareTo(entry.getValue()) >= 0)
        .map(Map.Entry::getKey)
        .max(java.util.Comparator.naturalOrder())
        .orElse(TaskPriority.ROUTINE);
  }

  private static BigDecimal number(Parts parts, String name) {
    return parts.number(name).orElseThrow(() -> parts.missing(name));
  }
}
