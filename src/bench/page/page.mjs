// What a person's browser has to do: Lighthouse on the pages, and the frames while one scrolls up through 10,000 messages.
// npm install --no-package-lock --prefix src/bench/page && node src/bench/page/page.mjs [chromium]; after a build, see ../README.md.
import { mkdtempSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import lighthouse, { desktopConfig } from 'lighthouse';
import { chromium } from 'playwright-core';
import { rest } from '../people.mjs';
import { start } from '../servers.mjs';
import { folder } from '../tools.mjs';

const MACHINES = [['desktop', desktopConfig], ['phone', undefined]];
const executablePath = process.argv[2] ?? '/usr/bin/chromium';
const args = ['--no-sandbox', '--disable-background-networking'];
const port = Number(process.env.BENCH_PORT ?? 9400);

const server = await start('payara', port, { 'parlance.demo': true, 'parlance.data': `${folder}/page-data` });
try {
  const [alice, bob] = await Promise.all(['alice', 'bob'].map(tokenOf));
  const short = await conversation('short', 8);
  const long = await conversation('long', 10_000);
  for (const [path, who] of [['/'], [`/c/${short}`, 'alice'], [`/c/${long}`, 'bob']]) await judged(path, who);
  for (let round = 1; round <= 3; round++) await scrolled(`/c/${long}`, round);

  async function conversation(name, count) {
    const other = await rest(server.base, 'GET', '/v1/me', bob);
    const { id } = await rest(server.base, 'POST', '/v1/messaging/conversations', alice,
      { kind: 'group', name, participant_ids: [other.id] });
    for (let i = 0; i < count; i++) {
      await rest(server.base, 'POST', `/v1/messaging/conversations/${id}/messages`, i % 3 ? alice : bob,
        { content: text(i), client_id: `p-${i}` });
    }
    return id;
  }
} finally {
  await server.stop();
}

/** One line to some six, now and then a list or code. */
function text(i) {
  const words = `${i} ${'of what people write to each other at work, some of it longer '.repeat(1 + ((i * 7919) % 7))}`;
  return words + (i % 17 === 0 ? '\n```\ncode\n```' : '') + (i % 23 === 0 ? '\n- one\n- two' : '');
}

async function tokenOf(username) {
  const answer = await fetch(`${server.base}/v1/auth/sign-in`, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ username, password: 'demo' }) });
  const body = await answer.json();
  return (body.data ?? body).access_token;
}

async function signIn(page, username) {
  await page.goto(`${server.base}/`);
  await page.getByLabel('User name').fill(username);
  await page.getByLabel('Password', { exact: true }).fill('demo');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('navigation').first().waitFor();
}

/** Lighthouse, with its own idea of a desktop and of a phone on a slow line. */
async function judged(path, who) {
  const debugging = port + 3;
  const context = await chromium.launchPersistentContext(mkdtempSync(`${folder}/profile-`),
    { executablePath, args: [...args, `--remote-debugging-port=${debugging}`] });
  try {
    if (who) await signIn(await context.newPage(), who);
    for (const [machine, config] of MACHINES) {
      const { lhr } = await lighthouse(server.base + path, { port: debugging, logLevel: 'error', disableStorageReset: true,
        onlyCategories: ['performance', 'accessibility', 'best-practices'] }, config);
      const scores = Object.values(lhr.categories).map(({ id, score }) => `${id} ${Math.round(score * 100)}`);
      const shown = ['largest-contentful-paint', 'total-blocking-time', 'cumulative-layout-shift'].map((id) =>
        `${id} ${lhr.audits[id].displayValue}`);
      console.log([path, machine, ...scores, ...shown].join(', '));
    }
  } finally {
    await context.close();
  }
}

/** Milliseconds between frames while the wheel turns up 300 times. */
async function scrolled(path, round) {
  const browser = await chromium.launch({ executablePath, args });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await signIn(page, 'alice');
    await page.goto(server.base + path);
    const log = page.locator('#messages');
    await log.locator('article').last().waitFor();
    await pause(2000);
    await page.evaluate(() => {
      window.frames_ms = [];
      const next = (last) => (now) => { window.frames_ms.push(now - last); requestAnimationFrame(next(now)); };
      requestAnimationFrame((now) => requestAnimationFrame(next(now)));
    });
    await log.hover();
    for (let i = 0; i < 300; i++) { await page.mouse.wheel(0, -400); await pause(20); }
    const frames = (await page.evaluate(() => window.frames_ms)).sort((a, b) => a - b);
    const reached = await log.locator('article').first().getAttribute('data-seq');
    const at = (part) => frames[Math.floor(part * (frames.length - 1))].toFixed(1);
    console.log(`${path}, scrolling ${round}, frames ${frames.length}, p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${at(1)} ms,`
      + ` over 50 ms ${frames.filter((ms) => ms > 50).length}, read back to message ${reached}`);
  } finally {
    await browser.close();
  }
}
