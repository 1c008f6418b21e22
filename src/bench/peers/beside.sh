#!/bin/sh
# beside.sh FOLDER [bench.py's arguments]: runs the peers' bench.py of FOLDER with Parlance among its peers, from a
# copy under $BENCH_DIR: parlance-payara, parlance-wildfly, and each with "-batch", which takes parlance.batch.v1.
# Ramps begin at BENCH_RAMP messages a second (50), which a server in Java gets for BENCH_WARMUP seconds before (8),
# and grow by BENCH_STEP (1.25).
set -e
here=$(cd "$(dirname "$0")" && pwd)
out=${BENCH_DIR:-/tmp/bench}
from=$1
shift
export PARLANCE="${here%/src/bench/peers}"
rm -rf "$out/beside"
mkdir -p "$out/beside"
cp -R "$from/." "$out/beside/"
cp -R "$here/parlance" "$out/beside/peers/"
cp "$here/../wsload.c" "$out/beside/"
cp "$here/../scenarios/parlance-fan.ws" "$here/../scenarios/parlance-rooms.ws" "$out/beside/scenarios/"
cat > "$out/beside/ours.txt" <<EOF
    **{"parlance-" + server + batch: ("parlance", [server], "parlance", dict(TOKENS=B + "/parlance/tokens", **sub), {}, True)
       for server in ("payara", "wildfly") for batch, sub in (("", {}), ("-batch", {"SUBPROTOCOL": "subprotocol parlance.batch.v1"}))},
EOF
sed -i "/^PEERS = {/r $out/beside/ours.txt" "$out/beside/bench.py"
sed -i 's/wsload", src\]/wsload", src, "-lm"]/' "$out/beside/bench.py"
sed -i "s/ramp {50 if/ramp {${BENCH_RAMP:-50} if/; s/warmup {8 if/warmup {${BENCH_WARMUP:-8} if/; s/:1.25:2/:${BENCH_STEP:-1.25}:2/" "$out/beside/bench.py"
exec "$out/beside/bench.py" "$@"
