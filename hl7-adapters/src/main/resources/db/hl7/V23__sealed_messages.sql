-- How far the sealing of messages has come that were stored before messages were sealed.
CREATE TABLE mortar_hl7_sealing (
  column_name VARCHAR(40) PRIMARY KEY,
  upto BIGINT NOT NULL
);
