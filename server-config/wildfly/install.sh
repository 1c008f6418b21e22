#!/bin/sh
# Makes Parlance's data source in a running WildFly and deploys the WAR. Run it again whenever you like: what is there already is
# brought up to date, what is new is added, nothing is lost.
#
#   PARLANCE_DB_URL=jdbc:postgresql://db.example.org/parlance PARLANCE_DB_USER=parlance PARLANCE_DB_PASSWORD=... \
#     server-config/wildfly/install.sh target/parlance.war postgresql-42.7.14.jar
#
# WILDFLY_HOME   where WildFly lies
# CONTROLLER     its management address; default remote+http://127.0.0.1:9990
set -eu

war=${1:?usage: install.sh parlance.war [postgresql-driver.jar]}
driver_jar=${2:-}
here=$(cd "$(dirname "$0")" && pwd)
: "${WILDFLY_HOME:?say where WildFly lies: WILDFLY_HOME=/opt/wildfly}"
: "${PARLANCE_DB_URL:?say where the database is: PARLANCE_DB_URL=jdbc:postgresql://host/name}"

cli() {
  "$WILDFLY_HOME/bin/jboss-cli.sh" --connect --controller="${CONTROLLER:-remote+http://127.0.0.1:9990}" "$@"
}

case $PARLANCE_DB_URL in
  jdbc:h2:*) driver=h2 ;; # WildFly has it
  jdbc:postgresql:*)
    driver=postgresql.jar
    if ! cli --command="/deployment=$driver:read-resource" >/dev/null 2>&1; then
      [ -n "$driver_jar" ] || { echo "PostgreSQL's driver is not in this WildFly: give its jar as the second argument." >&2; exit 1; }
      cli --command="deploy \"$driver_jar\" --name=$driver --runtime-name=$driver"
    fi
    ;;
  *) echo "Parlance runs on PostgreSQL and H2, not on $PARLANCE_DB_URL" >&2; exit 1 ;;
esac

# The password goes by a file that only you can read: a command line can be seen by everybody on the machine.
settings=$(umask 077 && mktemp)
trap 'rm -f "$settings"' EXIT
{
  echo "parlance.driver=$driver"
  echo "parlance.url=$(printf %s "$PARLANCE_DB_URL" | sed 's/\\/\\\\/g')"
  echo "parlance.user=${PARLANCE_DB_USER:-sa}"
  echo "parlance.password=$(printf %s "${PARLANCE_DB_PASSWORD:-}" | sed 's/\\/\\\\/g')"
} >"$settings"
cli --properties="$settings" --resolve-parameter-values --file="$here/parlance.cli"

cli --command="deploy \"$war\" --name=parlance.war --runtime-name=parlance.war --force"
echo "Parlance is deployed; data source java:jboss/datasources/Parlance."
