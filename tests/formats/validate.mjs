// node validate.mjs FORMAT FILE: ends with 1 and says why when the format's consumers could not read the file.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const [format, path] = process.argv.slice(2);
const text = readFileSync(path, 'utf8');
const problems = [];
const check = (good, problem) => good || problems.push(problem);

const validators = {
    async sarif() {
        const require = createRequire(import.meta.url);
        const Ajv = require('ajv-draft-04');
        const schema = require('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
        const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
        require('ajv-formats')(ajv);
        const validate = ajv.compile(schema);
        const log = JSON.parse(text);
        if (!validate(log)) problems.push(...validate.errors.map((e) => `${e.instancePath}: ${e.message}`));
        // A schema that accepts everything proves nothing.
        log.runs[0].results[0].level = 'eror';
        check(!validate(log), 'the schema accepts a level that there is not');
    },
    async junit() {
        const { parse } = await import('junit2json');
        const suites = await parse(text);
        check(suites.testsuite.length > 0, 'no suites');
        for (const suite of suites.testsuite) {
            const failures = suite.testcase.filter((test) => test.failure);
            const errors = suite.testcase.filter((test) => test.error);
            check(suite.tests === suite.testcase.length, `${suite.name}: ${suite.tests} tests`);
            check(suite.failures === failures.length, `${suite.name}: ${suite.failures} failures`);
            check(suite.errors === errors.length, `${suite.name}: ${suite.errors} errors`);
            for (const test of failures)
                check(test.failure[0].message && test.failure[0].type, `${test.name}: a failure without a message`);
        }
    },
    async markdown() {
        const { marked } = await import('marked');
        const tokens = marked.lexer(text);
        const table = tokens.find((token) => token.type === 'table');
        check(table && table.header.length === 6, 'no table of six columns');
        const subjects = Number(/contend: (\d+) subject/.exec(text)[1]);
        check(table.rows.length === subjects, `${table.rows.length} rows for ${subjects} subjects`);
        // Outside of code the only HTML is our own.
        const html = marked.walkTokens(tokens, () => {}) && tokens.filter((token) => token.type === 'html');
        for (const token of html)
            check(/^(<details><summary>[^<]*<\/summary>|<\/details>)\s*$/.test(token.raw), `HTML: ${token.raw}`);
        for (const row of table.rows)
            for (const cell of row)
                check(cell.tokens.every((token) => token.type === 'text' || token.type === 'escape'), `markup in a cell: ${cell.text}`);
    },
    async trace() {
        const trace = JSON.parse(text);
        const phases = new Set(['M', 'X', 's', 'f', 'i']);
        const starts = new Map();
        for (const event of trace.traceEvents) {
            check(phases.has(event.ph), `phase ${event.ph}`);
            check(Number.isInteger(event.pid) && Number.isInteger(event.tid), 'an event of no thread');
            check(event.ph === 'M' || event.ts >= 0, `${event.name} has no time`);
            check(event.ph !== 'X' || event.dur > 0, `${event.name} takes no time`);
            if (event.ph === 's') starts.set(event.id, event);
            if (event.ph === 'f') check(starts.has(event.id) && starts.get(event.id).ts <= event.ts, `arrow ${event.id}`);
        }
    },
    async github() {
        // The runner's own expression: a command, its properties, its message.
        for (const line of text.split('\n').filter((line) => line !== '')) {
            const command = /^::(error|warning|notice) (.*?)::(.*)$/.exec(line);
            check(command, `not a command: ${line}`);
            if (!command) continue;
            for (const property of command[2].split(','))
                check(/^(file|line|col|title)=[^:,]+$/.test(property), `property ${property}`);
            check(command[3] !== '', `no message: ${line}`);
        }
    },
};

if (!(format in validators)) {
    console.error(`no format ${format}: use ${Object.keys(validators).join(', ')}`);
    process.exit(2);
}
try {
    await validators[format]();
} catch (error) {
    problems.push(String(error));
}
for (const problem of problems) console.error(`${path}: ${problem}`);
process.exit(problems.length === 0 ? 0 : 1);
