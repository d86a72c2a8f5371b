// The page of `contend report --html` in a browser: what people see, and do with the keyboard.
import axe from 'axe-core';
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';
import { finding, long, notLinearizable, pageOf, race, report } from './reports.mjs';

let browser;
before(async () => {
    browser = await chromium.launch({ executablePath: process.env.CONTEND_CHROMIUM, args: ['--no-sandbox'] });
});
after(() => browser.close());

async function open(address, options = {}) {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...options });
    page.problems = [];
    page.on('pageerror', (error) => page.problems.push(error.message));
    page.on('console', (message) => message.type() === 'error' && page.problems.push(message.text()));
    page.on('request', (request) => request.url().startsWith('file:') || page.problems.push(`asks for ${request.url()}`));
    await page.goto(address);
    return page;
}

const chosen = (page) => page.locator('.step.chosen');
const stepNumber = async (page) => Number((await page.locator('.controls output').innerText()).match(/step ([\d,]+)/)[1].replace(',', ''));

test('lists every subject, what failed first, and finds by text', async () => {
    const page = await open(pageOf([report('A.Passes', []), race(), notLinearizable()]));
    assert.equal(await page.locator('h1').innerText(), '2 of 3 subjects failed');
    assert.deepEqual(await page.locator('tbody th > a').allInnerTexts(), ['Map.IsIterated', 'Queue.IsLinearizable', 'A.Passes']);
    await page.getByRole('searchbox').fill('no order of the calls');
    assert.deepEqual(await page.locator('tbody th > a').allInnerTexts(), ['Queue.IsLinearizable']);
    await page.getByRole('searchbox').fill('');
    await page.getByRole('checkbox').check();
    assert.equal(await page.locator('tbody tr').count(), 2);
    await page.getByRole('link', { name: 'Map.IsIterated' }).click();
    assert.match(await page.locator('#finding').innerText(), /data race\s+set writes what total reads/);
    await page.goBack();
    assert.equal(await page.locator('tbody tr').count(), 3);
    assert.deepEqual(page.problems, []);
});

test('walks the schedule forward and back with the keyboard, with source and state beside it', async () => {
    const page = await open(pageOf([race()]));
    assert.match(await chosen(page).innerText(), /starts/);
    await page.keyboard.press('ArrowRight');
    assert.match(await chosen(page).innerText(), /total\(\) locks mutex #1/);
    assert.match(await page.locator('.detail .marked').innerText(), /16\s+for \(const auto& \[player, score\] : scores_\)/);
    assert.deepEqual(await page.locator('.held tr').allInnerTexts(), ['lock #1\theld by thread 1']);
    await page.keyboard.press('n');
    assert.equal(await stepNumber(page), 4);
    assert.match(await chosen(page).innerText(), /preempts/);
    await page.keyboard.press('p');
    assert.equal(await stepNumber(page), 1);
    await page.locator('.lane-box').focus();
    await page.keyboard.press('End');
    assert.equal(await stepNumber(page), 6);
    assert.deepEqual(await page.locator('.held tr').allInnerTexts(), ['lock #1\tfree']);
    await page.keyboard.press('ArrowRight');
    assert.equal(await stepNumber(page), 6);
    await page.keyboard.press('ArrowUp');
    assert.match(await chosen(page).innerText(), /set\(0, 0\) writes 8 bytes at #2/);
    assert.match(await page.locator('.detail .marked').innerText(), /12\s+void set\(int player, int score\)/);
    await page.keyboard.press('Home');
    assert.equal(await stepNumber(page), 1);
    assert.deepEqual(page.problems, []);
});

test('shows where the two accesses collide', async () => {
    const page = await open(pageOf([race()]));
    const collisions = await page.locator('.step.collides').allInnerTexts();
    assert.equal(collisions.length, 2);
    assert.match(collisions[0], /reads 8 bytes at #2\s*collides/);
    assert.match(collisions[1], /writes 8 bytes at #2\s*collides/);
    await page.getByRole('button', { name: 'to the collision' }).click();
    assert.equal(await stepNumber(page), 5);
    assert.equal(await page.locator('.card .marked').count(), 2);
    const left = async (locator) => (await locator.boundingBox()).x;
    assert.ok((await left(page.locator('#step-4 .dot'))) > (await left(page.locator('#step-2 .dot'))), 'each thread has a lane');
});

test('shows the scenario, how it shrank, and the statistics', async () => {
    const page = await open(pageOf([race()]));
    assert.deepEqual(await page.getByRole('region', { name: 'calls of the threads' }).locator('td').allInnerTexts(), ['total(): 0', 'set(0, 0)']);
    const shrinking = await page.locator('.shrinking li').allInnerTexts();
    assert.deepEqual(shrinking.map((text) => text.replaceAll(/\s+/g, ' ')),
        ['found 3 threads, 7 operations, 4 preemptions', 'try 3 2 threads, 4 operations, 1 preemption', 'try 6 2 threads, 2 operations, 1 preemption']);
    const widths = await page.locator('.shrinking .fill').evaluateAll((fills) => fills.map((fill) => fill.getBoundingClientRect().width));
    assert.ok(widths[0] > widths[1] && widths[1] > widths[2], `${widths}`);
    assert.match(await page.locator('.statistics').innerText(), /executions\s+1,446/);
});

test('shows which lock is waited for, and by whom', async () => {
    const page = await open(pageOf([race(), report('A.Passes', [])]));
    const section = page.getByRole('region', { name: 'Locks' }).first();
    await page.getByRole('link', { name: 'Map.IsIterated' }).click();
    const cells = await section.locator('tbody td').allInnerTexts();
    assert.match(cells[0], /Scores::set unguarded_map\.cpp:12\s+Scores::total unguarded_map\.cpp:16/);
    assert.deepEqual(cells.slice(1), ['1', '40', '35 %', '0.5', '0.3']);
    assert.match(await section.innerText(), /Who waited: set for total 9×/);
    await page.goBack();
    await page.getByRole('link', { name: 'A.Passes' }).click();
    assert.equal(await page.locator('#locks').count(), 0);
    assert.deepEqual(page.problems, []);
});

test('says of a history when each call ran and where the orders end', async () => {
    const page = await open(pageOf([notLinearizable()]));
    assert.deepEqual(await page.locator('.call').allInnerTexts(), ['push(1)', 'size(): 0', 'pop(): 1', 'pop(): 1']);
    assert.match(await page.locator('main').innerText(), /2 orders tried:[^]*pop\(\) gives nullopt there, but gave 1/);
    const boxes = await page.locator('.call').evaluateAll((calls) => calls.map((call) => call.getBoundingClientRect().toJSON()));
    assert.ok(boxes[2].left < boxes[3].left && boxes[2].right > boxes[3].right, 'one call is within the other');
});

test('gives the command of the finding that is shown', async () => {
    const second = finding('deadlock', 'nobody can go on', { token: 'contend1.second' });
    const two = report('Two.Findings', [race().findings[0], second]);
    const page = await open(`${pageOf([two])}#/0/1`);
    assert.equal(await page.locator('.command code').innerText(), 'CONTEND_REPLAY=contend1.second ./test');
    await page.getByRole('button', { name: 'copy' }).click();
    await page.getByRole('button', { name: /copied|selected/ }).waitFor();
    await page.getByRole('link', { name: '1: data race' }).click();
    assert.equal(await page.locator('.command code').innerText(), 'CONTEND_REPLAY=contend1.first ./test');
});

test('treats nothing in a report as markup', async () => {
    const evil = '</script><script>window.pwned = 1</script><img src=x onerror="window.pwned = 1"><!--';
    const hostile = report(evil, [finding('crash', evil, { output: evil, token: '' })]);
    hostile.subject = 'Hostile.Report';
    hostile.reason = evil;
    const page = await open(pageOf([hostile]));
    assert.ok((await page.locator('#finding').innerText()).includes('</script><script>window.pwned'));
    assert.equal(await page.evaluate(() => window.pwned), undefined);
    assert.deepEqual(page.problems, []);
});

test('stays quick with ten thousand steps: only those in sight are there', async () => {
    const page = await open(pageOf([long(10_000)]));
    const rows = () => page.locator('.step').count();
    assert.ok((await rows()) < 120, `${await rows()} rows`);
    await page.locator('.lane-box').focus();
    await page.keyboard.press('End');
    assert.equal(await stepNumber(page), 10_000);
    assert.ok(await chosen(page).isVisible());
    await page.keyboard.press('p');
    assert.equal(await stepNumber(page), 9_993);
    await page.locator('.lane-box').evaluate((box) => box.scrollTo(0, box.scrollHeight / 2));
    await page.locator('#step-5000').waitFor();
    assert.ok((await rows()) < 120, `${await rows()} rows`);
    const begin = Date.now();
    for (let i = 0; i < 100; ++i) await page.keyboard.press('k');
    console.log(`# 100 steps back took ${Date.now() - begin} ms`);
    assert.equal(await stepNumber(page), 9_893);
    assert.deepEqual(page.problems, []);
});

test('gives many threads narrow lanes', async () => {
    const many = report('Many.Threads', [finding('deadlock', 'nobody can go on', {
        schedule: { preemptions: 0, minimal: false, switches: 11, omitted: 0,
            steps: Array.from({ length: 12 }, (_, thread) => ({ thread, event: 'starts', operation: '', frame: { function: '', file: '', line: 0 }, switched: thread > 0 })) },
    })]);
    const page = await open(pageOf([many]));
    const box = await page.locator('.step .text').first().boundingBox();
    assert.ok(box.width > 200, `${box.width} pixels for a text`);
});

const sights = [
    ['light', { colorScheme: 'light' }],
    ['dark', { colorScheme: 'dark' }],
    ['phone', { viewport: { width: 390, height: 844 } }],
];
for (const [name, options] of sights) {
    test(`is accessible: ${name}`, async () => {
        const address = pageOf([race(), notLinearizable(), report('A.Passes', [])]);
        for (const where of ['', '#/0', '#/1', '#/2']) {
            const page = await open(address + where, options);
            const { violations } = await page.evaluate(`${axe.source}; axe.run()`);
            assert.deepEqual(violations.map((violation) => [where, violation.id, violation.nodes.map((node) => node.html.slice(0, 120))]), []);
        }
    });
}

test('fits a phone: nothing is wider than the screen', async () => {
    const address = pageOf([race(), notLinearizable()]);
    for (const where of ['', '#/0', '#/1']) {
        const page = await open(address + where, { viewport: { width: 360, height: 740 } });
        assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 360, where);
    }
});

test('is light or dark as the system has it, until somebody says otherwise', async () => {
    const page = await open(pageOf([race()]), { colorScheme: 'dark' });
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const dark = await ground();
    await page.getByRole('button', { name: /theme: auto/ }).click();
    const light = await ground();
    assert.notEqual(light, dark);
    await page.reload();
    assert.equal(await ground(), light);
});
