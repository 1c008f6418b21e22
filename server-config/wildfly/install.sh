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

# PostgreSQL's time limits, as Parlance sets them where it connects by itself: a send must fail fast when the database hangs.
# In the address, so that a data source which is there already gets them, too; what the address says itself counts.
limited() {
  address=$1
  case $address in
    jdbc:postgresql:*)
      for limit in connectTimeout=2 loginTimeout=3 socketTimeout=4 tcpKeepAlive=true reWriteBatchedInserts=true; do
        case $address in
          *[?\&]"${limit%%=*}"=*) ;;
          *\?*) address="$address&$limit" ;;
          *) address="$address?$limit" ;;
        esac
      done
      ;;
  esac
  printf %s "$address"
}

cli --command=":read-attribute(name=server-state)" >/dev/null || { echo "No running WildFly answers there: start it, or see CONTROLLER." >&2; exit 1; }

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
settings=
trap 'rm -f "$settings"' EXIT
trap 'exit 1' HUP INT TERM # by itself dash leaves out the above then
settings=$(umask 077 && mktemp)
quoted() { printf %s "$1" | sed 's/[\\"]/\\&/g; s/\\/\\\\/g'; } # for the command line of jboss-cli, then for the properties
printf '%s\n' >"$settings" \
  "parlance.driver=$driver" \
  "parlance.url=$(quoted "$(limited "$PARLANCE_DB_URL")")" \
  "parlance.user=$(quoted "${PARLANCE_DB_USER:-sa}")" \
  "parlance.password=$(quoted "${PARLANCE_DB_PASSWORD:-}")"
# the timeout: so long a server may be silent amid its reload
cli --timeout=60000 --properties="$settings" --resolve-parameter-values --file="$here/parlance.cli"

cli --command="deploy \"$war\" --name=parlance.war --runtime-name=parlance.war --force"
echo "Parlance is deployed; data source java:jboss/datasources/Parlance."
