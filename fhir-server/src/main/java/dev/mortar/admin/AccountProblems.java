package dev.mortar.admin;

import dev.mortar.authorization.Account;
import dev.mortar.authorization.Accounts;
import dev.mortar.authorization.People;
import dev.mortar.security.Onboarding;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;

/** What can be wrong with a change of an account, as answers. */
final class AccountProblems {
  private AccountProblems() {}

  static Account known(Accounts accounts, String name) {
    return accounts
        .find(name)
        .orElseThrow(() -> new ApiProblem(HttpStatus.NOT_FOUND, "There is no such account."));
  }

  static <T> T answered(Supplier<T> act) {
    try {
      return act.get();
    } catch (IllegalArgumentException e) {
      throw new ApiProblem(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
    } catch (People.LastManagerException | People.LapsedException | Onboarding.TakenException e) {
      throw new ApiProblem(HttpStatus.CONFLICT, String.valueOf(e.getMessage()));
    } catch (Onboarding.UnlicensedException e) {
      throw new ApiProblem(HttpStatus.UNPROCESSABLE_ENTITY, String.valueOf(e.getMessage()));
    }
  }
}
