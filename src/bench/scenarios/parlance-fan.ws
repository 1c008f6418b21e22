# one conversation, SUBS members that listen, and the one after them, who sends and does not listen
port ${PORT}
group subs
  count ${SUBS:-200}
  tokenfile ${TOKENS}-fan-${SUBS:-200}
  path /v1/ws/chat?token={t1}
  ${SUBPROTOCOL:-base 0}
  expect "connected"
  send {"type":"join_channel","channel_id":{t2}}
  expect channel_joined
end
group pub
  count ${PUBS:-1}
  base ${SUBS:-200}
  tokenfile ${TOKENS}-fan-${SUBS:-200}
  path /v1/ws/chat?token={t1}
  expect "connected"
end
publish ${PUBGROUP:-pub}
template {"type":"message","channel_id":{t2},"content":"{payload}","client_id":"{uuid}"}
size ${SIZE:-100}
fanout ${SUBS:-200}
