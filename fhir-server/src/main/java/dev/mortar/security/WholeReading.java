package dev.mortar.security;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.parser.LenientErrorHandler;
import ca.uhn.fhir.parser.json.BaseJsonLikeValue.ScalarType;
import ca.uhn.fhir.parser.json.BaseJsonLikeValue.ValueType;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a request says is stored whole or not at all: an element that FHIR does not know, and that a
 * lenient reader would leave out without a word, is refused with its name.
 *
 * <p>Only requests are read so. What is stored may be older than the rule, and {@code $validate}
 * answers with what is wrong rather than with an error.
 */
@Interceptor(order = WholeReading.LAST)
public final class WholeReading extends LenientErrorHandler {
  static final int LAST = RequestGate.ORDER + 1_000_000;

  private static final String VALIDATE = "$validate";

  /** The reader is told of no request, so the thread says whether it reads one. */
  private final ThreadLocal<Boolean> reading = ThreadLocal.withInitial(() -> false);

  WholeReading(FhirContext fhir) {
    fhir.setParserErrorHandler(this);
  }

  /** After all others of its kind: HAPI reads the body next. */
  @Hook(Pointcut.SERVER_INCOMING_REQUEST_POST_PROCESSED)
  public void bodyComes(RequestDetails request) {
    reading.set(!VALIDATE.equals(request.getOperation()));
  }

  /** The body was read. */
  @Hook(value = Pointcut.SERVER_INCOMING_REQUEST_PRE_HANDLED, order = -LAST)
  public void bodyRead() {
    reading.remove();
  }

  /** The body could not be read. */
  @Hook(Pointcut.SERVER_PROCESSING_COMPLETED)
  public void answered() {
    reading.remove();
  }

  @Override
  public void unknownElement(@Nullable IParseLocation location, String name) {
    refuse(location, "does not know the element", name);
    super.unknownElement(location, name);
  }

  @Override
  public void unknownAttribute(@Nullable IParseLocation location, String name) {
    refuse(location, "does not know the attribute", name);
    super.unknownAttribute(location, name);
  }

  @Override
  public void unexpectedRepeatingElement(@Nullable IParseLocation location, String name) {
    refuse(location, "allows only one", name);
    super.unexpectedRepeatingElement(location, name);
  }

  @Override
  public void missingRequiredElement(@Nullable IParseLocation location, String name) {
    refuse(location, "needs", name);
    super.missingRequiredElement(location, name);
  }

  /** A number that is written as a string is understood; text in the place of an object is not. */
  @Override
  public void incorrectJsonType(
      @Nullable IParseLocation location,
      String name,
      ValueType expected,
      @Nullable ScalarType expectedScalar,
      ValueType found,
      @Nullable ScalarType foundScalar) {
    if (expected == ValueType.OBJECT && found == ValueType.SCALAR) {
      refuse(location, "wants an object as", name);
    }
    super.incorrectJsonType(location, name, expected, expectedScalar, found, foundScalar);
  }

  private void refuse(@Nullable IParseLocation location, String why, String name) {
    if (reading.get()) {
      String parent =
          Optional.ofNullable(location).map(IParseLocation::getParentElementName).orElse("");
      throw new DataFormatException(
          "%s %s '%s'. Nothing was stored."
              .formatted(parent.isEmpty() ? "FHIR R4" : parent, why, name));
    }
  }
}
