-- What MSH-13 of the next message on a link must be, for senders that number their messages.
CREATE TABLE mortar_hl7_sequence (
  link VARCHAR(300) PRIMARY KEY,
  expected BIGINT NOT NULL
);
