# the bare container: ROOMS rooms, every member sends into its own and hears itself; PUBGROUP empty: nobody sends
port ${PORT}
group members
  count ${MEMBERS:-1000}
  rooms ${ROOMS:-100}
  path /${FLOOR:-loop}/{room}
end
publish ${PUBGROUP:-members}
template {payload}
size ${SIZE:-100}
fanout ${FANOUT:-10}
