-- One sequence numbers messages and turns alike, so that a replayed message can be put
-- behind everything that has come in the meantime.
CREATE SEQUENCE mortar_hl7_place;

-- What was heard. A row is inserted once and changed only by its work.
CREATE TABLE mortar_hl7_inbox (
  id BIGINT DEFAULT nextval('mortar_hl7_place') PRIMARY KEY,
  received TIMESTAMP WITH TIME ZONE NOT NULL,
  peer VARCHAR(200) NOT NULL,
  profile VARCHAR(200) NOT NULL,
  fingerprint VARCHAR(64) NOT NULL,
  control_id VARCHAR(200) NOT NULL,
  message_type VARCHAR(200) NOT NULL,
  structure VARCHAR(200) NOT NULL,
  version VARCHAR(200) NOT NULL,
  message_time VARCHAR(200) NOT NULL,
  sending_application VARCHAR(200) NOT NULL,
  sending_facility VARCHAR(200) NOT NULL,
  receiving_application VARCHAR(200) NOT NULL,
  receiving_facility VARCHAR(200) NOT NULL,
  size BIGINT NOT NULL,
  raw BYTEA NOT NULL,
  ack_code VARCHAR(2) NOT NULL,
  ack BYTEA NOT NULL,
  reused_control_id BOOLEAN NOT NULL,
  state VARCHAR(12) NOT NULL,
  attempts INTEGER NOT NULL,
  failure VARCHAR(500) NOT NULL
);

-- Has this sender sent these bytes before?
CREATE UNIQUE INDEX mortar_hl7_inbox_fingerprint ON mortar_hl7_inbox (fingerprint);

-- Has this sender used this control id before?
CREATE INDEX mortar_hl7_inbox_control
  ON mortar_hl7_inbox (control_id, sending_application, sending_facility);

-- How many have failed? Which finished ones are old enough to go?
CREATE INDEX mortar_hl7_inbox_state ON mortar_hl7_inbox (state, received);

-- What is yet to be done: one row for each ordering key of each message in work.
-- A message may be applied when no other message has an earlier place in any of its lines.
CREATE TABLE mortar_hl7_turn (
  ordering_key VARCHAR(300) NOT NULL,
  place BIGINT NOT NULL,
  message BIGINT NOT NULL REFERENCES mortar_hl7_inbox (id),
  node VARCHAR(36) NOT NULL,
  PRIMARY KEY (ordering_key, place)
);

-- What is this node's next work?
CREATE INDEX mortar_hl7_turn_node ON mortar_hl7_turn (node, place);

-- Which turns does this message have?
CREATE INDEX mortar_hl7_turn_message ON mortar_hl7_turn (message);

-- Who is alive: a node that no longer counts up has died, and its turns pass to another.
CREATE TABLE mortar_hl7_node (
  node VARCHAR(36) PRIMARY KEY,
  beat BIGINT NOT NULL
);
