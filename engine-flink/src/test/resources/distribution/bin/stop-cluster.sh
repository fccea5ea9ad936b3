#!/usr/bin/env bash
# Ends what start-cluster.sh started, and waits until it has.
home=$(cd "$(dirname "$0")/.." && pwd)
[ -f "$home/log/pids" ] || exit 0
while read -r pid; do
  kill "$pid" 2>/dev/null
  while kill -0 "$pid" 2>/dev/null; do sleep 0.1; done
done <"$home/log/pids"
rm "$home/log/pids"
