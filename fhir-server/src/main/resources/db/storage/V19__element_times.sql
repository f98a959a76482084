-- Which elements of a resource the newest event did not set, and when each of them was set or deleted: one line an element.
-- Empty if the newest event set them all; null if it is not known, or not kept: then an older event changes nothing at all.
alter table mortar_event_time add column elements text;
