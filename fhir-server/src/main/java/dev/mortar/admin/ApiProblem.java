package dev.mortar.admin;

import org.springframework.http.HttpStatus;

/**
 * A request of the admin API that cannot be met; the text says what to do and holds no patient
 * data.
 */
final class ApiProblem extends RuntimeException {
  private final HttpStatus status;

  ApiProblem(HttpStatus status, String text) {
    super(text);
    this.status = status;
  }

  HttpStatus status() {
    return status;
  }
}
