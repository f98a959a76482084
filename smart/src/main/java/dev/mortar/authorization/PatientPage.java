package dev.mortar.authorization;

import java.net.URI;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** {@code /login/patient}: a person chooses the patient whose records an app shall get. */
@Controller
final class PatientPage {
  /** A request as the picker wrote it, and nothing else that an address could hold. */
  private static final Pattern QUERY = Pattern.compile("[A-Za-z0-9.*_%&=+-]{1,4000}");

  private static final String FOUND =
      """
      <li><button type="submit" name="patient" value="{{id}}">{{name}}<br>
      <small>{{detail}}</small></button></li>
      """;

  private final String page = Pages.read("patient.html");
  private final Patients patients;
  private final Accounts accounts;
  private final Launches launches;

  PatientPage(Patients patients, Accounts accounts, Launches launches) {
    this.patients = patients;
    this.accounts = accounts;
    this.launches = launches;
  }

  @GetMapping(PatientPicker.PAGE)
  ResponseEntity<String> choose(
      Principal user,
      CsrfToken csrf,
      @RequestParam("for") String request,
      @RequestParam(name = "name", defaultValue = "") String name) {
    Optional<Account> chooser = chooser(user);
    if (chooser.isEmpty() || !QUERY.matcher(request).matches()) {
      return ResponseEntity.status(HttpStatus.FORBIDDEN).build();
    }
    StringBuilder list = new StringBuilder();
    List<Patients.Choice> found =
        name.isBlank() ? List.of() : patients.find(chooser.get(), name.strip());
    for (Patients.Choice choice : found) {
      String item = Pages.fill(FOUND, "id", choice.id());
      list.append(Pages.fill(Pages.fill(item, "name", choice.name()), "detail", choice.detail()));
    }
    String count =
        name.isBlank() ? "" : found.isEmpty() ? "Nobody was found." : found.size() + " found.";
    String filled = Pages.withCsrf(page, csrf).replace("{{found}}", list);
    filled = Pages.fill(Pages.fill(filled, "count", count), "name", name);
    return Pages.answer(Pages.fill(filled, "for", request));
  }

  /** Goes on where the app's request was left, and nowhere else. */
  @PostMapping(PatientPicker.PAGE)
  ResponseEntity<String> chosen(
      Principal user,
      @RequestParam("for") String request,
      @RequestParam("patient") String patient) {
    Optional<Account> chooser = chooser(user);
    if (!QUERY.matcher(request).matches()
        || chooser.flatMap(person -> patients.get(person, patient)).isEmpty()) {
      return ResponseEntity.status(HttpStatus.FORBIDDEN).build();
    }
    String client =
        UriComponentsBuilder.fromUriString("/oauth2/authorize?" + request)
            .build()
            .getQueryParams()
            .getFirst("client_id");
    if (client == null) {
      return ResponseEntity.badRequest().build();
    }
    String handle =
        launches.prepare(new Launch(client, user.getName(), false, patient, "", List.of(), ""));
    return ResponseEntity.status(HttpStatus.SEE_OTHER)
        .location(URI.create("/oauth2/authorize?" + request + "&launch=" + handle))
        .build();
  }

  private Optional<Account> chooser(Principal user) {
    return accounts.find(user.getName()).filter(Account::active).filter(PatientPicker::chooses);
  }
}
