-- A message that came in fragments: what a fragment goes on from (MSH-14), by what it is gone on
-- from (DSC-1), and the message that it became a part of.
ALTER TABLE mortar_hl7_inbox ADD COLUMN continues VARCHAR(200) DEFAULT '' NOT NULL;
ALTER TABLE mortar_hl7_inbox ADD COLUMN continued_by VARCHAR(200) DEFAULT '' NOT NULL;
ALTER TABLE mortar_hl7_inbox ADD COLUMN part_of BIGINT;

-- Which fragments were joined to this message?
CREATE INDEX mortar_hl7_inbox_part_of ON mortar_hl7_inbox (part_of);
