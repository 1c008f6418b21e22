# connections that are authenticated, each somebody else's, and silent
port ${PORT}
group people
  count ${CONNS:-10000}
  tokenfile ${TOKENS}
  path /v1/ws/chat
  send {"type":"authenticate","token":"{t1}"}
  expect "connected"
end
idle 1
