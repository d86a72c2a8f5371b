// node pictures.mjs CONTEND EXAMPLES_DIR OUTPUT_DIR: the pictures of docs/, of what the examples really give. ci/pictures calls it.
import Anser from 'anser';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const [contend, examples, output] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'contend_pictures_'));
const reports = join(folder, 'reports');

// 1: a subject failed, as these do.
function run(command, ...words) {
    try {
        return execFileSync(command, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    } catch (failure) {
        if (failure.status !== 1) throw failure;
        return failure.stdout;
    }
}

const shown = ['unguarded_map', 'check_then_act', 'opposite_locks', 'relaxed_publication', 'unhelpful_queue', 'mutex_map', 'spsc_queue'];
for (const example of shown) run(join(examples, `example_${example}`), `--contend_report_dir=${reports}`, '--contend_progress=none');
const page = join(folder, 'page.html');
run(contend, 'report', '--summary', reports, '--html', page);

const browser = await chromium.launch({ executablePath: process.env.CONTEND_CHROMIUM, args: ['--no-sandbox'] });

async function picture(name, where, keys, options) {
    const view = await browser.newPage({ viewport: { width: 1280, height: 860 }, ...options });
    await view.goto(pathToFileURL(page).href);
    if (where !== '') await view.getByRole('link', { name: where }).click();
    for (const key of keys) await view.keyboard.press(key);
    await view.screenshot({ path: join(output, `${name}.png`) });
    await view.close();
}

const two = ['ArrowRight', 'ArrowRight', 'n', 'ArrowRight'];
await picture('page-light', 'Account.IsOverdrawn', two, { colorScheme: 'light' });
await picture('page-dark', 'Account.IsOverdrawn', two, { colorScheme: 'dark' });
await picture('page-phone', 'UnguardedMap.IsIteratedWhileWritten', two, { viewport: { width: 390, height: 844 } });
await picture('page-overview', '', [], { colorScheme: 'light' });

// What a terminal shows, with its colours.
async function terminal(name, command, text) {
    const html = Anser.ansiToHtml(Anser.escapeForHtml(text), { use_classes: false });
    const file = join(folder, `${name}.html`);
    writeFileSync(file, `<!doctype html><meta charset="utf-8"><body style="margin:0;background:#16181d">
        <pre style="display:inline-block;margin:0;padding:16px 20px;color:#e4e7ec;font:14px/1.35 'DejaVu Sans Mono',monospace"><b>$ ${command}</b>\n${html}</pre>`);
    const view = await browser.newPage({ viewport: { width: 1200, height: 400 } });
    await view.goto(pathToFileURL(file).href);
    await view.locator('pre').screenshot({ path: join(output, `${name}.png`) });
}

const report = (...words) => run(contend, 'report', '--color', 'always', '--width', '110', ...words);
const home = (text) => text.replaceAll(`${reports}/`, 'contend-report/').replace(/CONTEND_REPLAY=\S{60}\S*/g, (token) => `${token.slice(0, 60)}…`).replace(/^ {4}contend1\.\S{60}\S*/gm, (token) => `${token.slice(0, 70)}…`).replaceAll(`${process.cwd()}/`, '');
await terminal('terminal-finding', 'contend report contend-report/Account.IsOverdrawn.json', home(report(join(reports, 'Account.IsOverdrawn.json'))));
await terminal('terminal-summary', 'contend report --summary contend-report', home(report('--summary', reports)));
await browser.close();
