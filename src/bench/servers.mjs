// Starts one of the two servers on loopback, with the built WAR or with the floor's, and stops it again.
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, openSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { bench, children, classpath, folder, jdk, maven, root } from './tools.mjs';

const unlimited = ['messages', 'frames', 'requests'].flatMap((what) => [[`${what}-per-second`, 1000000], [`${what}-burst`, 1000000]]);
const LIMITS = Object.fromEntries([...unlimited, ['connections-per-user', 100000]].map(([key, value]) => [`parlance.limits.${key}`, value]));

function payara(port, war, options) {
  const micro = ['-jar', `${root}/target/servers/payara-micro.jar`, '--deploy', war, '--nocluster', '--nohazelcast',
    '--prebootcommandfile', `${root}/src/main/payara-micro/pre-boot.txt`, '--systemproperties', `${root}/src/main/payara-micro/system.properties`,
    '--logproperties', `${root}/src/main/payara-micro/logging.properties`];
  return spawn(jdk('java'), [...options, ...(war ? micro : ['-jar', `${root}/target/parlance.jar`]), '--port', `${port}`], quiet('payara', port));
}

function wildfly(port, war, options) {
  const home = distribution();
  const base = `${folder}/wildfly-${port}`;
  rmSync(base, { recursive: true, force: true });
  cpSync(`${home}/standalone`, base, { recursive: true });
  if (war) {
    // who only listens to the floor says nothing, not even to a ping: after 90 seconds it would be cut off
    const configuration = `${base}/configuration/standalone.xml`;
    writeFileSync(configuration, readFileSync(configuration, 'utf8').replace('<http-listener ', '<http-listener read-timeout="0" '));
  }
  cpSync(war ?? `${root}/target/parlance.war`, `${base}/deployments/ROOT.war`);
  const env = { ...process.env, JAVA: jdk('java'), LAUNCH_JBOSS_IN_BACKGROUND: '1',
    JAVA_OPTS: [...options, '-Djava.net.preferIPv4Stack=true'].join(' ') };
  return spawn(`${home}/bin/standalone.sh`, [`-Djboss.server.base.dir=${base}`, '-b', '127.0.0.1', '-bmanagement', '127.0.0.1', `-Djboss.http.port=${port}`,
    `-Djboss.management.http.port=${port + 1}`, `-Djboss.https.port=${port + 2}`], { ...quiet('wildfly', port), env });
}

function distribution() {
  const servers = `${root}/target/servers`;
  const unpacked = () => readdirSync(servers).find((name) => /^wildfly-[\d.]+\w*$/.test(name));
  if (!unpacked()) maven('dependency:unpack@servers');
  return `${servers}/${unpacked()}`;
}

function quiet(name, port) {
  const log = openSync(logOf(name, port), 'w');
  return { cwd: folder, stdio: ['ignore', log, log], detached: true };
}

const logOf = (name, port) => `${folder}/${name}-${port}.log`;

/** Starts it and waits until it is ready; `war` is the floor's, else ours. */
export async function start(name, port, settings, war) {
  const options = ['-Xms256m', '-Xmx1g', ...(process.env.BENCH_JVM ?? '').split(' ').filter(Boolean),
    ...Object.entries({ ...LIMITS, ...settings }).map(([key, value]) => `-D${key}=${value}`)];
  const child = { payara, wildfly }[name](port, war, options);
  const base = `http://127.0.0.1:${port}`;
  for (let i = 0; i < 240 && child.exitCode === null; i++) {
    await pause(500);
    const ready = await fetch(`${base}/health/ready`).then((answer) => answer.ok, () => false);
    // WildFly's script starts the server as its child
    if (ready) return { name, base, port, pid: children(child.pid)[0] ?? child.pid, child, stop: () => stop(child) };
  }
  await stop(child);
  throw new Error(`${name} did not start: see ${logOf(name, port)}`);
}

async function stop(child) {
  const signal = (name) => { try { process.kill(-child.pid, name); } catch { /* it is gone */ } };
  signal('SIGTERM');
  for (let i = 0; i < 100 && child.exitCode === null && child.signalCode === null; i++) await pause(100);
  signal('SIGKILL');
}

/** Builds the bare container's loop as a WAR, with a page that says that it is there. */
export function floor() {
  const at = `${folder}/floor`;
  mkdirSync(`${at}/health`, { recursive: true });
  writeFileSync(`${at}/health/ready`, '');
  execFileSync(jdk('javac'), ['-nowarn', '-proc:none', '--release', '17', '-cp', classpath(), '-d', `${at}/WEB-INF/classes`,
    ...readdirSync(`${bench}/floor`).map((file) => `${bench}/floor/${file}`)]);
  execFileSync(jdk('jar'), ['--create', '--file', `${folder}/ROOT.war`, '-C', at, '.']);
  return `${folder}/ROOT.war`;
}
