-- Where messages go. A destination is worked by one node at a time, which says so until a moment
-- of the database's clock.
CREATE TABLE mortar_hl7_destination (
  name VARCHAR(60) PRIMARY KEY,
  address VARCHAR(300) NOT NULL,
  application VARCHAR(200) NOT NULL,
  facility VARCHAR(200) NOT NULL,
  messages VARCHAR(200) NOT NULL,
  enabled BOOLEAN NOT NULL,
  holder VARCHAR(36) NOT NULL,
  held_until TIMESTAMP WITH TIME ZONE NOT NULL
);

CREATE SEQUENCE mortar_hl7_outbox_place;

-- What is to be said, was said, or could not be said. A replay draws a new place.
CREATE TABLE mortar_hl7_outbox (
  id BIGINT PRIMARY KEY,
  place BIGINT NOT NULL,
  destination VARCHAR(60) NOT NULL,
  ordering_key VARCHAR(300) NOT NULL,
  about VARCHAR(200) NOT NULL,
  version BIGINT NOT NULL,
  control_id VARCHAR(20) NOT NULL,
  message_type VARCHAR(20) NOT NULL,
  created TIMESTAMP WITH TIME ZONE NOT NULL,
  raw BYTEA NOT NULL,
  state VARCHAR(12) NOT NULL,
  due TIMESTAMP WITH TIME ZONE NOT NULL,
  attempts INTEGER NOT NULL,
  failure VARCHAR(500) NOT NULL,
  ack_code VARCHAR(2) NOT NULL,
  ack BYTEA NOT NULL
);

-- What stands first in its line for this destination? How many failed?
CREATE INDEX mortar_hl7_outbox_work ON mortar_hl7_outbox (destination, state, place);

-- Is there anything earlier in this line?
CREATE INDEX mortar_hl7_outbox_line ON mortar_hl7_outbox (destination, ordering_key, place);

-- Which finished ones are old enough to go?
CREATE INDEX mortar_hl7_outbox_age ON mortar_hl7_outbox (state, created);

-- The newest version of a resource that a destination was told, or is about to be told. Its row is
-- locked by whoever writes the next message, so that versions keep their order.
CREATE TABLE mortar_hl7_told (
  destination VARCHAR(60) NOT NULL,
  about VARCHAR(200) NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (destination, about)
);
