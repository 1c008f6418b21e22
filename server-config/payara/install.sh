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

says() { # says LINES LINE: whether it is one of them; no command sees it, as one of a password must not be seen
  case "
$1
" in *"
$2
"*) return 0 ;; esac
  return 1
}

# PostgreSQL's time limits, as Parlance sets them where it connects by itself: a send must fail fast when the database hangs.
# In the address, so that a pool which is there already gets them, too; what the address says itself counts.
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

# As every other server: a body where none is expected is no error, and a token may tell of many groups (8 KiB is what all headers
# together may have otherwise). A listener takes it up when the domain starts again, so this comes before the driver.
restart_wanted=
protocols=configs.config.server-config.network-config.protocols.protocol
had=$(asadmin get "$protocols.*") || { echo "No running domain answers there: start it, or see ASADMIN_OPTIONS." >&2; exit 1; }
set -- # what is not there yet, for one command: each takes a second
for listener in http-listener-1 http-listener-2; do
  case $had in *"$protocols.$listener.http."*) ;; *) continue ;; esac
  for setting in allow-payload-for-undefined-http-methods=true header-buffer-length-bytes=32768; do
    says "$had" "$protocols.$listener.http.$setting" || set -- "$@" "$protocols.$listener.http.$setting"
  done
done
if [ $# -gt 0 ]; then
  asadmin set "$@"
  restart_wanted=yes
fi

case $PARLANCE_DB_URL in
  jdbc:h2:*) class=org.h2.jdbcx.JdbcDataSource ;; # Payara has it
  jdbc:postgresql:*)
    class=org.postgresql.ds.PGSimpleDataSource
    if ! asadmin list-libraries | grep -q '^postgresql'; then
      [ -n "$driver_jar" ] || { echo "PostgreSQL's driver is not in this Payara: give its jar as the second argument." >&2; exit 1; }
      asadmin add-library "$driver_jar"
      asadmin restart-domain ${PARLANCE_DOMAINDIR:+--domaindir "$PARLANCE_DOMAINDIR"} ${PARLANCE_DOMAIN:-}
      restart_wanted=
    fi
    ;;
  *) echo "Parlance runs on PostgreSQL and H2, not on $PARLANCE_DB_URL" >&2; exit 1 ;;
esac

there parlance list-jdbc-connection-pools ||
  asadmin create-jdbc-connection-pool --restype javax.sql.DataSource --datasourceclassname "$class" \
    --steadypoolsize 2 --maxpoolsize 32 --maxwait 5000 --failconnection=false parlance

# By multimode and its file: a command line can be seen by everybody on the machine, and the password is in here.
commands=
trap 'rm -f "$commands"' EXIT
trap 'exit 1' HUP INT TERM # by itself dash leaves out the above then
commands=$(umask 077 && mktemp)
pool=resources.jdbc-connection-pool.parlance
url=$(limited "$PARLANCE_DB_URL")
user=${PARLANCE_DB_USER:-sa}
password=${PARLANCE_DB_PASSWORD:-}
quoted() { printf %s "$1" | sed 's/[\\"]/\\&/g'; }
# Connections are not tested by auto-commit, which PostgreSQL's driver answers without asking the database. In this order: Payara
# wants a test to be possible before it is asked for.
validation=org.glassfish.api.jdbc.validation.JDBC40ConnectionValidation
printf '%s\n' >"$commands" \
  "set $pool.datasource-classname=$class" \
  "set $pool.validation-classname=$validation" \
  "set $pool.connection-validation-method=custom-validation" \
  "set $pool.is-connection-validation-required=true" \
  "set \"$pool.property.url=$(quoted "$url")\"" \
  "set \"$pool.property.user=$(quoted "$user")\"" \
  "set \"$pool.property.password=$(quoted "$password")\""
asadmin multimode --file "$commands" >/dev/null # it would repeat them

# multimode says of no command whether it failed
has=$(asadmin get "$pool.*")
arrived() { # arrived NAME VALUE
  says "$has" "$pool.$1=$2" || { echo "Payara did not take $pool.$1 as it was given." >&2; exit 1; }
}
arrived datasource-classname "$class"
arrived validation-classname "$validation"
arrived connection-validation-method custom-validation
arrived is-connection-validation-required true
arrived property.url "$url"
arrived property.user "$user"
arrived property.password "$password"

there jdbc/parlance list-jdbc-resources || asadmin create-jdbc-resource --connectionpoolid parlance jdbc/parlance
asadmin set-config-property --propertyName=parlance.db.jndi --propertyValue=jdbc/parlance --source=domain

asadmin deploy --force=true --name parlance --contextroot / "$war"
echo "Parlance is deployed; data source jdbc/parlance."
[ -z "$restart_wanted" ] || echo "Restart the domain: until then its listeners refuse long headers, and a DELETE with a body."
