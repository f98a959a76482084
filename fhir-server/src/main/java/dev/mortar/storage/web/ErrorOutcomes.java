package dev.mortar.storage.web;

import ca.uhn.fhir.rest.api.Constants;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.web.servlet.error.ErrorController;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The program's error page: an OperationOutcome. */
@RestController
class ErrorOutcomes implements ErrorController {
  private static final int SERVER_ERROR = 500;
  private static final MediaType FHIR = MediaType.valueOf(Constants.CT_FHIR_JSON_NEW);

  @RequestMapping("${server.error.path:/error}")
  ResponseEntity<String> error(HttpServletRequest request) {
    int status =
        request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer known
            ? known
            : SERVER_ERROR;
    return ResponseEntity.status(status).contentType(FHIR).body(Outcomes.json(status));
  }
}
