-- Values that stand on several cards and identify none of them: counted for each parameter, and looked through by whoever settles them.
create index identifier_contested on identifier (workspace_id, kind) where state = 'contested';
