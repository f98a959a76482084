-- Whom a message is about, by the first of its ordering keys, and how it was read.
ALTER TABLE mortar_hl7_inbox ADD COLUMN patient VARCHAR(200) DEFAULT '' NOT NULL;
ALTER TABLE mortar_hl7_inbox ADD COLUMN reading VARCHAR(10) DEFAULT '' NOT NULL;

-- What came about this patient?
CREATE INDEX mortar_hl7_inbox_patient ON mortar_hl7_inbox (patient, id);

-- The further patients of a message, such as the one that a merge ends. Most messages have none.
CREATE TABLE mortar_hl7_also_about (
  patient VARCHAR(200) NOT NULL,
  message BIGINT NOT NULL REFERENCES mortar_hl7_inbox (id) ON DELETE CASCADE,
  PRIMARY KEY (patient, message)
);

CREATE INDEX mortar_hl7_also_about_message ON mortar_hl7_also_about (message);

-- What the mapper had to say about a message when it was last applied.
CREATE TABLE mortar_hl7_finding (
  message BIGINT NOT NULL REFERENCES mortar_hl7_inbox (id) ON DELETE CASCADE,
  code VARCHAR(20) NOT NULL,
  path VARCHAR(40) NOT NULL,
  code_table VARCHAR(60) NOT NULL,
  term VARCHAR(100) NOT NULL,
  noted TIMESTAMP WITH TIME ZONE NOT NULL,
  PRIMARY KEY (message, code, path, code_table, term)
);

-- Which messages have this issue? Which codes became unknown of late?
CREATE INDEX mortar_hl7_finding_code ON mortar_hl7_finding (code, noted);

-- Which messages have this unknown code?
CREATE INDEX mortar_hl7_finding_term ON mortar_hl7_finding (code_table, term);

-- What an outbound message was before a person corrected it.
ALTER TABLE mortar_hl7_outbox ADD COLUMN original BYTEA;
