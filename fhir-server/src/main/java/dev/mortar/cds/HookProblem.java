package dev.mortar.cds;

import org.springframework.http.HttpStatus;

/** Why a call gets no cards. The message repeats nothing of the call. */
final class HookProblem extends RuntimeException {
  private final HttpStatus status;

  HookProblem(HttpStatus status, String message) {
    super(message);
    this.status = status;
  }

  static HookProblem malformed(String message) {
    return new HookProblem(HttpStatus.BAD_REQUEST, message);
  }

  HttpStatus status() {
    return status;
  }
}
