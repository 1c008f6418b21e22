# conversations of FANOUT members; every member sends into its own and hears itself
port ${PORT}
group members
  count ${MEMBERS:-1000}
  tokenfile ${TOKENS}-rooms-${MEMBERS:-1000}
  path /v1/ws/chat?token={t1}
  ${SUBPROTOCOL:-base 0}
  expect "connected"
  send {"type":"join_channel","channel_id":{t2}}
  expect channel_joined
end
publish members
template {"type":"message","channel_id":{t2},"content":"{payload}","client_id":"{uuid}"}
size ${SIZE:-100}
ack "message_sent"
fanout ${FANOUT:-10}
