# connections that are authenticated, joined to one conversation each, and silent
port ${PORT}
group idle
  count ${CONNS:-10000}
  tokenfile ${TOKENS}
  path /v1/ws/chat
  send {"type":"authenticate","token":"{t1}"}
  expect "connected"
  send {"type":"join_channel","channel_id":{t2}}
  expect channel_joined
end
idle 1
