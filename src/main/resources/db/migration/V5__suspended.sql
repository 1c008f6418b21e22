-- Who is suspended is asked for every other second.

create index people_suspended on people (suspended);
