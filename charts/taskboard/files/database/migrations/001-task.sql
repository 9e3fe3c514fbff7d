create schema taskboard;

create table taskboard.task (
  id bigint generated always as identity primary key,
  title text not null check (char_length(btrim(title)) between 1 and 200),
  done boolean not null default false,
  created_at timestamptz not null default now(),
  done_at timestamptz
);

create index task_open_first on taskboard.task (done, created_at desc);

create function taskboard.stamp_done() returns trigger language plpgsql as $$
begin
  new.done_at := case when not new.done then null when old.done then old.done_at else now() end;
  return new;
end
$$;

create trigger task_stamp_done before update on taskboard.task
  for each row execute function taskboard.stamp_done();

-- Visitors write what the page lets them write, never ids or time stamps.
grant usage on schema taskboard to taskboard_anon;
grant select, delete on taskboard.task to taskboard_anon;
grant insert (title), update (title, done) on taskboard.task to taskboard_anon;
