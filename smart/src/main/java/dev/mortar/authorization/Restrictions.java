package dev.mortar.authorization;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeSearchParam;
import ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum;
import dev.mortar.access.Scope;

/**
 * Which restrictions of a scope can be kept: plain codes of one type of resource, because the same
 * words must narrow a search and judge a single resource. All others are refused when they are
 * asked for, not when they are used.
 */
final class Restrictions {
  private Restrictions() {}

  static boolean enforceable(Scope scope) {
    return scope.restrictions().isEmpty()
        || (!scope.type().equals("*")
            && scope.parameters().stream().allMatch(name -> isCode(scope.type(), name)));
  }

  private static boolean isCode(String type, String parameter) {
    FhirContext fhir = FhirContext.forR4Cached();
    if (!fhir.getResourceTypes().contains(type)) {
      return false;
    }
    RuntimeSearchParam known = fhir.getResourceDefinition(type).getSearchParam(parameter);
    return known != null && known.getParamType() == RestSearchParameterTypeEnum.TOKEN;
  }
}
