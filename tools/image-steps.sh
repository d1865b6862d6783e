#!/usr/bin/env bash
# Does what the Dockerfile does, in a fresh folder: the same COPY sources, the same npm call, the same start and health check.
# It stands in for an image build where no Docker engine is at hand; the Node used is the carried one.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
node=$(cd "$root" && npm exec -- node -p process.execPath 2>/dev/null)
image=$(mktemp -d)
cleanup() { kill "${app:-}" 2>/dev/null || true; rm -rf "$image"; }
trap cleanup EXIT
while read -r path; do
  [ -e "$root/$path" ] || { echo "Dockerfile copies $path, which does not exist"; exit 1; }
done < <(sed -nE 's/^COPY (--from=[a-z]+ )?(.*) [^ ]+$/\1\2/p' "$root/Dockerfile" | grep -v '^--from' | tr ' ' '\n')
cd "$image"
mkdir -p tools
cp "$root"/package.json "$root"/package-lock.json "$root"/.npmrc .
cp -r "$root"/tools/runtime tools/runtime
npm ci --omit=dev --silent 2>/dev/null
for dev in vitest typescript oxlint .bin/node; do [ ! -e "node_modules/$dev" ] || { echo "a dev dependency is in the image: $dev"; exit 1; }; done
cp "$root"/tools/*.cjs tools/
cp -r "$root"/src src
cp -r "$root"/knowledge knowledge
cp -r "$root"/manifest manifest
export NODE_COMPILE_CACHE="$image/.compiled" HOST=127.0.0.1 PORT=${IMAGE_PORT:-39117} DATA_DIR="$image/data" SLACK_SIGNING_SECRET=image SLACK_BOT_TOKEN=xoxb-image SLACK_API_URL=http://127.0.0.1:9/
"$node" src/cli/ask.ts help >/dev/null
"$node" tools/preflight.cjs src/main.ts >"$image/log" 2>&1 &
app=$!
start=$(date +%s%N)
until "$node" tools/healthcheck.cjs; do
  kill -0 "$app" 2>/dev/null || { cat "$image/log"; exit 1; }
  [ $(($(date +%s%N) - start)) -lt 10000000000 ] || { echo "not healthy after 10 s"; cat "$image/log"; exit 1; }
done
echo "healthy after $((($(date +%s%N) - start) / 1000000)) ms; $(du -sm "$image" | cut -f1) MB without Node"
kill -TERM "$app"
wait "$app"
