#!/bin/sh
# Makes Parlance's data source in a running Payara Server and deploys the WAR. Run it again whenever you like: what is there already
# is brought up to date, what is new is added, nothing is lost.
#
#   PARLANCE_DB_URL=jdbc:postgresql://db.example.org/parlance PARLANCE_DB_USER=parlance PARLANCE_DB_PASSWORD=... \
#     server-config/payara/install.sh target/parlance.war postgresql-42.7.14.jar
#
# PAYARA_HOME       where Payara lies (the folder with bin/asadmin)
# ASADMIN_OPTIONS   for example --port 4848 --user admin --passwordfile FILE
# PARLANCE_DOMAIN, PARLANCE_DOMAINDIR   only to restart a domain that is not the default one, after a driver was added
set -eu

war=${1:?usage: install.sh parlance.war [postgresql-driver.jar]}
driver_jar=${2:-}
: "${PAYARA_HOME:?say where Payara lies: PAYARA_HOME=/opt/payara6}"
: "${PARLANCE_DB_URL:?say where the database is: PARLANCE_DB_URL=jdbc:postgresql://host/name}"

asadmin() {
  # shellcheck disable=SC2086 # the options are words
  "$PAYARA_HOME/bin/asadmin" ${ASADMIN_OPTIONS:-} --terse=true "$@"
}

there() { # there WORD COMMAND...: whether the command lists it
  word=$1
  shift
  asadmin "$@" | grep -qx "$word"
}

case $PARLANCE_DB_URL in
  jdbc:h2:*) class=org.h2.jdbcx.JdbcDataSource ;; # Payara has it
  jdbc:postgresql:*)
    class=org.postgresql.ds.PGSimpleDataSource
    if ! asadmin list-libraries | grep -q '^postgresql'; then
      [ -n "$driver_jar" ] || { echo "PostgreSQL's driver is not in this Payara: give its jar as the second argument." >&2; exit 1; }
      asadmin add-library "$driver_jar"
      asadmin restart-domain ${PARLANCE_DOMAINDIR:+--domaindir "$PARLANCE_DOMAINDIR"} ${PARLANCE_DOMAIN:-}
    fi
    ;;
  *) echo "Parlance runs on PostgreSQL and H2, not on $PARLANCE_DB_URL" >&2; exit 1 ;;
esac

there parlance list-jdbc-connection-pools ||
  asadmin create-jdbc-connection-pool --restype javax.sql.DataSource --datasourceclassname "$class" \
    --steadypoolsize 2 --maxpoolsize 32 --maxwait 5000 --isconnectvalidatereq=true \
    --validationmethod auto-commit --failconnection=false parlance

# By multimode and its file: a command line can be seen by everybody on the machine, and the password is in here.
commands=$(umask 077 && mktemp)
trap 'rm -f "$commands"' EXIT
pool=resources.jdbc-connection-pool.parlance
dots() { printf %s "$1" | sed 's/\\/\\\\/g'; }
{
  echo "set $pool.datasource-classname=$class"
  echo "set \"$pool.property.url=$(dots "$PARLANCE_DB_URL")\""
  echo "set \"$pool.property.user=$(dots "${PARLANCE_DB_USER:-sa}")\""
  echo "set \"$pool.property.password=$(dots "${PARLANCE_DB_PASSWORD:-}")\""
} >"$commands"
asadmin multimode --file "$commands" >/dev/null # it would repeat them

there jdbc/parlance list-jdbc-resources || asadmin create-jdbc-resource --connectionpoolid parlance jdbc/parlance
asadmin set-config-property --propertyName=parlance.db.jndi --propertyValue=jdbc/parlance --source=domain

# As every other server: a body where none is expected is no error, and a token may tell of many groups (8 KiB is what all headers
# together may have otherwise). A listener takes it up when the domain starts again.
config=configs.config.server-config.network-config.protocols.protocol
for listener in http-listener-1 http-listener-2; do
  asadmin set "$config.$listener.http.allow-payload-for-undefined-http-methods=true" \
    "$config.$listener.http.header-buffer-length-bytes=32768"
done

asadmin deploy --force=true --name parlance --contextroot / "$war"
echo "Parlance is deployed; data source jdbc/parlance."
