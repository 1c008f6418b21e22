#!/bin/sh
# start.sh PORT [payara|wildfly] -> starts the built Parlance on 127.0.0.1:PORT, makes people and
# conversations for parlance-fan.ws and parlance-rooms.ws, and prints the pid.
exec node "${PARLANCE:-$(dirname "$0")/../../../..}/src/bench/peers/parlance/start.mjs" "$@"
