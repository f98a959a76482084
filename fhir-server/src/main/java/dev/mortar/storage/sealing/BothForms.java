package dev.mortar.storage.sealing;

import ca.uhn.fhir.model.api.IQueryParameterType;
import ca.uhn.fhir.rest.param.TokenParam;
import ca.uhn.fhir.rest.param.TokenParamModifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What is asked for an identifier, as it is and as its hash. An identifier may be sensitive by its
 * type alone, which a search does not name.
 */
final class BothForms {
  private BothForms() {}

  /**
   * @param parameters of which any may match
   */
  static List<IQueryParameterType> of(
      Collection<? extends IQueryParameterType> parameters, Sealing sealing) {
    List<IQueryParameterType> both = new ArrayList<>(parameters);
    for (IQueryParameterType one : parameters) {
      if (one instanceof TokenParam token) {
        hashed(token, sealing).ifPresent(both::add);
      }
    }
    return both;
  }

  private static Optional<TokenParam> hashed(TokenParam token, Sealing sealing) {
    TokenParamModifier modifier = token.getModifier();
    String value = token.getValue();
    boolean plain = modifier == null || modifier == TokenParamModifier.NOT;
    boolean typed = modifier == TokenParamModifier.OF_TYPE;
    if (value == null || value.isBlank() || !(plain || typed)) {
      return Optional.empty();
    }
    TokenParam hashed =
        new TokenParam(
            token.getSystem(), typed ? sealing.hashedOfType(value) : sealing.hashed(value));
    return Optional.of(hashed.setModifier(modifier));
  }
}
