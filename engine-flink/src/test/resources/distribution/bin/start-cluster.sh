#!/usr/bin/env bash
# Starts a job manager and a task manager of two slots, whose memory the scripts of a real distribution would work out.
set -e
home=$(cd "$(dirname "$0")/.." && pwd)
. "$home/bin/java.sh"
run() {
  "${JAVA[@]}" "$@" >>"$home/log/$1.log" 2>&1 </dev/null &
  echo $! >>"$home/log/pids"
}
run org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint \
  --configDir "$home/conf" --executionMode cluster
run org.apache.flink.runtime.taskexecutor.TaskManagerRunner \
  --configDir "$home/conf" \
  -D taskmanager.cpu.cores=2 \
  -D taskmanager.memory.framework.heap.size=64mb \
  -D taskmanager.memory.framework.off-heap.size=32mb \
  -D taskmanager.memory.task.heap.size=128mb \
  -D taskmanager.memory.task.off-heap.size=0 \
  -D taskmanager.memory.network.min=32mb \
  -D taskmanager.memory.network.max=32mb \
  -D taskmanager.memory.managed.size=64mb \
  -D taskmanager.memory.jvm-metaspace.size=128mb \
  -D taskmanager.memory.jvm-overhead.min=32mb \
  -D taskmanager.memory.jvm-overhead.max=32mb
