# the bare container: SUBS sockets listen in one room, one that does not listen sends into it
port ${PORT}
group subs
  count ${SUBS:-200}
  path /${FLOOR:-loop}/0
end
group pub
  count 1
  path /${FLOOR:-loop}/0?deaf=1
end
publish pub
template {payload}
size ${SIZE:-100}
fanout ${SUBS:-200}
