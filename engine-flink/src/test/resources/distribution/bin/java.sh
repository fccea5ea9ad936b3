# The way that all scripts of this distribution start Java.
JAVA=("${JAVA_HOME:?}/bin/java" -Xmx384m -cp "$home/lib/*")
for package in lang lang.reflect net io nio text time util util.concurrent util.concurrent.atomic util.concurrent.locks; do
  JAVA+=("--add-opens=java.base/java.$package=ALL-UNNAMED")
done
