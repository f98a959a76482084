package dev.mortar.operations;

import dev.mortar.ig.Canonicals;
import dev.mortar.worklist.Worklist.Prioritized;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;

/** Scores as the operation answers them. */
final class PrioritizeAnswer {
  static final String CANONICAL = Canonicals.OP_TASK_PRIORITIZE;

  private PrioritizeAnswer() {}

  static Parameters of(Stream<Prioritized> scored) {
    var answer = new Parameters();
    scored.forEach(each -> answer.addParameter(task(each)));
    return answer;
  }

  private static ParametersParameterComponent task(Prioritized scored) {
    var task = new ParametersParameterComponent().setName("task");
    var id = scored.task().getIdElement().toUnqualifiedVersionless().getValue();
    var score = scored.score();
    task.addPart().setName("ref").setValue(new Reference(id));
    task.addPart().setName("score").setValue(new DecimalType(score.total()));
    task.addPart().setName("priority").setValue(new CodeType(score.priority().toCode()));
    if (scored.task().getRestriction().getPeriod().hasEnd()) {
      var due = scored.task().getRestriction().getPeriod().getEnd();
      task.addPart().setName("due").setValue(new DateTimeType(due));
    }
    for (var factor : score.factors()) {
      var part = task.addPart().setName("factor");
      part.addPart().setName("code").setValue(new CodeType(factor.code().code()));
      part.addPart().setName("label").setValue(new StringType(factor.label()));
      part.addPart().setName("points").setValue(new DecimalType(factor.points()));
    }
    score.gaps().forEach(gap -> task.addPart().setName("gap").setValue(new StringType(gap)));
    return task;
  }
}
