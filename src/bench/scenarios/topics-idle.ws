# subscribers that listen, CONNS of them over TOPICS topics
port ${PORT}
group subscribers
  count ${CONNS:-1000}
  rooms ${TOPICS:-1}
  tokenfile ${TOKENS}
  path /v1/ws?token={t1}
  send {"action":"subscribe","topic":"list:bench{room}"}
  expect "subscribed"
end
idle 1
