-- The time axis of a card reads a page at a time.
-- Where a value stands in the header of a mail (R-REC-8), in the order of the axis: a value takes part in every conversation on its channel, and the few
-- that are listed are not looked for among them.
create index participant_listed on participant (workspace_id, kind, account, key, first_at desc, conversation_id desc) where listed and role <> 'also';
-- What was merged into a conversation: few are, so that who asks of fifty reads a page or two.
create index conversation_merged on conversation (workspace_id, root_id) where merged_into is not null;
