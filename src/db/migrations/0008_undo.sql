-- Undoing many changes at once: all of one operator, rule or import between two times, the newest first.
create index change_by_time on change (workspace_id, at desc, id);
