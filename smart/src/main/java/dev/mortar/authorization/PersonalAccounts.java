package dev.mortar.authorization;

/** The accounts by which somebody, or whoever cares for them, opens a record. */
public interface PersonalAccounts {
  /**
   * Removes the accounts of a patient and of the patient's caregivers with all that they signed in
   * with; their tokens end with them.
   *
   * @return how many accounts
   */
  int erase(String patientId);
}
