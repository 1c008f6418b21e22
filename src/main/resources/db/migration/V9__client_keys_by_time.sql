-- The key of a client's id that begins with the time does so, too.

update messages set client_key = ${client_key} where client_id like '________-____-7%';
