package dev.mortar.hl7;

import java.util.List;

/** Hears who asked what by QBP, such as an audit trail. */
public interface EnquiryListener {
  /** Before the answer goes out: if this fails, there is none. */
  void asked(Enquiry enquiry);

  /**
   * @param sender MSH-3 and MSH-4
   * @param query the query parameters as asked; they hold patient data
   * @param patients the patients that the answer shows, as {@code Patient/7}
   * @param answered false if the sender may not ask this
   */
  record Enquiry(
      String sender,
      String peer,
      String type,
      String query,
      List<String> patients,
      boolean answered) {
    public Enquiry {
      patients = List.copyOf(patients);
    }
  }
}
