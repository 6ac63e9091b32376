-- The door to the trigram index of cards. Under row-level security PostgreSQL gives no index a condition whose operator is not
-- marked leakproof, and LIKE is not: the role vizitka_app would read every card. The owner passes the policy by here, and
-- the function itself keeps to the workspace chosen. It answers ids alone; the caller reads the cards under its own policy.
create policy door on contact for select to current_user using (true);

-- Active cards whose search text contains every fragment of any one of the alternatives ([["nov", "jan"], …]): at most at_most
-- of them, in no order. For rare fragments: all that match is gathered before the first is answered.
create function contacts_containing(alternatives jsonb, at_most int) returns setof bigint
language plpgsql stable security definer set search_path = vizitka, public set enable_seqscan = off set enable_indexscan = off as $$
declare
  conditions text;
begin
  select string_agg('(' || (
      select string_agg(format('search_folded like %L', '%' || replace(replace(replace(f, '\', '\\'), '%', '\%'), '_', '\_') || '%'), ' and ')
      from jsonb_array_elements_text(a) f) || ')', ' or ')
    into conditions from jsonb_array_elements(alternatives) a;
  return query execute format(
    'select id from contact where workspace_id = nullif(current_setting(''app.workspace'', true), '''')::uuid and state = ''active'' and (%s) limit %s',
    conditions, at_most);
end $$;

create index duplicate_note_of_second on duplicate_note (workspace_id, b_id);   -- the directory counts a card's possible duplicates
