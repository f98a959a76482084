package dev.mortar.mapping.message;

import dev.mortar.mapping.datatype.Mapping;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;

/**
 * Orders of any kind (ORM, OML, OMG, OMP, RDE, RDS, RGV, RAS) and problems with their goals and
 * orders (PPR, PGL): each ORC with what follows it, whatever the message is called.
 */
final class OrderMessage implements MessageMap {
  @Override
  public void map(Node message, Mapping mapping) {
    Subject subject = Subjects.of(message, mapping);
    if (subject.patient() == null) {
      mapping.missing("PID", "No patient");
      return;
    }
    Results results = new Results(mapping);
    ClinicalFacts facts = new ClinicalFacts(subject, results, mapping);
    facts.map(message);
    new Affairs(subject, mapping).insurances(message);
    Order none = Order.none(mapping.namespace() + "|" + mapping.heading().controlId());
    message.children("PID").forEach(pid -> results.map(pid.children("OBX"), subject, none));
    Medicines medicines = new Medicines(subject, results, mapping);
    Services services = new Services(subject, results, facts, mapping);
    ProblemList problems = new ProblemList(subject, results, mapping);
    boolean pharmacy = isPharmacy(mapping);
    @Nullable Reference problem = null;
    for (Node node : message.children()) {
      if (node.is("PRB") || node.is("GOL")) {
        problem = problems.map(node);
      } else if (OrderGroup.isOne(node)) {
        OrderGroup group = OrderGroup.of(node);
        if (Medicines.isOne(group) || pharmacy && group.details().isEmpty()) {
          medicines.map(group, problem);
        } else {
          services.map(group, problem);
        }
      }
    }
  }

  /** An ORC alone, such as a cancellation, is an order of the message's own kind. */
  private static boolean isPharmacy(Mapping mapping) {
    return switch (mapping.heading().type().substring(0, 3)) {
      case "RDE", "OMP", "RDS", "RGV", "RAS" -> true;
      default -> false;
    };
  }
}
