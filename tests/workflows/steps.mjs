// Runs a workflow of GitHub Actions on this machine: its jobs one after another, each in a workspace that is empty at first, at
// the same path, as there. `run` steps are run by bash as a runner does it; of actions those are known that the workflow uses,
// and do what they would do with folders instead of a network.
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { holds, substitute } from './expressions.mjs';

const mapValues = (object, of) => Object.fromEntries(Object.entries(object ?? {}).map(([key, value]) => [key, of(value, key)]));

/** The inputs of a called workflow: what the caller gives, of the types that are declared, over the defaults. */
function inputsOf(workflow, given) {
    const declared = workflow.on.workflow_call.inputs;
    for (const [name, value] of Object.entries(given)) {
        if (!(name in declared)) throw new Error(`the workflow has no input ${name}`);
        if (typeof value !== declared[name].type) throw new Error(`the input ${name} is a ${declared[name].type}`);
    }
    return mapValues(declared, (input, name) => given[name] ?? input.default);
}

/** A file of `name=value` lines, or `name<<END` with lines up to END. */
function readOutputs(file) {
    const outputs = {};
    const lines = fs.readFileSync(file, 'utf8').split('\n');
    while (lines.length > 0) {
        const line = lines.shift();
        const block = /^([\w-]+)<<(.+)$/.exec(line);
        const single = /^([\w-]+)=(.*)$/.exec(line);
        if (block) outputs[block[1]] = lines.splice(0, lines.indexOf(block[2]) + 1).slice(0, -1).join('\n');
        else if (single) outputs[single[1]] = single[2];
        else if (line !== '') throw new Error(`not an output: ${line}`);
    }
    return outputs;
}

/**
 * A run of a workflow. `options`: workflow (file), inputs, repository (the folder that is checked out), contend (the folder that
 * is checked out as contend), root (an empty folder to work in), environment (beyond what runners set), github (that context).
 * Afterwards: jobs (id → {result, outputs, steps}; those of a matrix as id → list), output (all that was printed), summary,
 * artifacts (name → folder), sarif (files that were handed to code scanning), outputs (of the workflow).
 */
export class WorkflowRun {
    constructor(options) {
        Object.assign(this, options, { jobs: {}, output: '', artifacts: {}, sarif: [] });
        this.definition = parse(fs.readFileSync(options.workflow, 'utf8'));
        this.inputs = inputsOf(this.definition, options.inputs);
        this.workspace = path.join(options.root, 'work');
        this.summaryFile = path.join(options.root, 'summary.md');
        fs.writeFileSync(this.summaryFile, '');
        for (const [id, job] of Object.entries(this.definition.jobs)) this.runJob(id, job);
        this.summary = fs.readFileSync(this.summaryFile, 'utf8');
        const jobs = mapValues(this.jobs, (runs) => runs.at(-1));
        this.outputs = mapValues(this.definition.on.workflow_call.outputs, (output) => substitute(output.value, { jobs }));
    }

    get annotations() {
        return this.output.split('\n').filter((line) => /^::(error|warning|notice) /.test(line));
    }

    runJob(id, job) {
        const names = [job.needs ?? []].flat();
        const needs = Object.fromEntries(names.map((name) => [name, this.summed(name)]));
        const status = Object.values(needs).every(({ result }) => result === 'success') ? 'success' : 'failure';
        const contexts = { inputs: this.inputs, github: this.github, needs, job: this.job ?? {} };
        if (!holds(job.if, contexts, status)) {
            this.jobs[id] = [{ result: 'skipped', outputs: {}, steps: [] }];
            return;
        }
        const matrix = substitute(job.strategy?.matrix, contexts)?.include ?? [{}];
        if (matrix.length > 1 && job.strategy['fail-fast'] !== false) throw new Error(`${id}: a failure stops the others`);
        this.jobs[id] = matrix.map((cell) => this.runSteps(job, { ...contexts, matrix: cell }));
    }

    /** What other jobs see of one: all of its matrix together. */
    summed(id) {
        const runs = this.jobs[id];
        if (!runs) throw new Error(`the job ${id} is needed before it has run`);
        const failed = runs.find(({ result }) => result !== 'success');
        return { result: failed?.result ?? 'success', outputs: runs.at(-1).outputs };
    }

    runSteps(job, contexts) {
        fs.rmSync(this.workspace, { recursive: true, force: true });
        fs.mkdirSync(this.workspace, { recursive: true });
        let status = 'success';
        const environment = mapValues(job.env, (value) => substitute(value, contexts));
        const seen = { ...contexts, steps: {}, env: environment };
        const steps = [];
        for (const step of job.steps) {
            const name = step.name ?? step.uses ?? step.run;
            if (!holds(step.if, seen, status)) {
                steps.push({ name, result: 'skipped' });
                continue;
            }
            const { good, outputs } = step.uses ? this.act(step, seen) : this.run(step, seen);
            if (step.id) seen.steps[step.id] = { outputs };
            if (!good) status = 'failure';
            steps.push({ name, result: good ? 'success' : 'failure' });
        }
        return { result: status, outputs: mapValues(job.outputs, (value) => substitute(value, seen)), steps };
    }

    run(step, contexts) {
        const files = mapValues({ GITHUB_OUTPUT: 'output', GITHUB_ENV: 'env' }, (name) => path.join(this.root, name));
        for (const file of Object.values(files)) fs.writeFileSync(file, '');
        const script = path.join(this.root, 'step.sh');
        fs.writeFileSync(script, substitute(step.run, contexts));
        const ran = spawnSync('bash', ['-e', script], {
            cwd: this.workspace,
            encoding: 'utf8',
            maxBuffer: 1 << 28,
            env: {
                PATH: process.env.PATH,
                HOME: process.env.HOME,
                ...this.environment,
                ...files,
                GITHUB_ACTIONS: 'true',
                GITHUB_STEP_SUMMARY: this.summaryFile,
                GITHUB_RUN_ID: this.github.run_id,
                GITHUB_REPOSITORY: this.github.repository,
                ...mapValues(contexts.env, String),
                ...mapValues(step.env, (value) => String(substitute(value, contexts))),
            },
        });
        this.output += ran.stdout + ran.stderr;
        Object.assign(contexts.env, readOutputs(files.GITHUB_ENV));
        return { good: ran.status === 0, outputs: readOutputs(files.GITHUB_OUTPUT) };
    }

    act(step, contexts) {
        const action = step.uses.replace(/@v\d+$/, '');
        if (!(action in actions)) throw new Error(`what does ${step.uses} do?`);
        const given = mapValues(step.with, (value) => substitute(value, contexts));
        const good = actions[action].call(this, given, given.path ? path.join(this.workspace, given.path) : this.workspace);
        return { good, outputs: {} };
    }
}

const copy = (from, to) => fs.cpSync(from, to, { recursive: true });

// Each is called with the run as `this`, its inputs, and the folder that they mean; says whether the step went well.
const actions = {
    'actions/checkout'({ repository, ref }, folder) {
        if (!repository) copy(this.repository, folder);
        else if (repository !== this.job.workflow_repository || ref !== this.job.workflow_sha) return false;
        else fs.symlinkSync(this.contend, folder);
        return true;
    },
    // Nothing is restored: the runs must go well without.
    'actions/cache': ({ key }) => key !== '',
    'actions/upload-artifact'({ name, 'if-no-files-found': otherwise }, folder) {
        if (name in this.artifacts) throw new Error(`there is an artifact ${name} already`);
        if (!fs.existsSync(folder)) return otherwise === 'ignore';
        this.artifacts[name] = path.join(this.root, 'artifacts', name);
        copy(folder, this.artifacts[name]);
        return true;
    },
    'actions/download-artifact'({ name, pattern }, folder) {
        if (name) {
            if (!(name in this.artifacts)) return false;
            copy(this.artifacts[name], folder);
            return true;
        }
        const start = pattern.replace(/\*$/, '');
        for (const [each, from] of Object.entries(this.artifacts))
            if (each.startsWith(start)) copy(from, path.join(folder, each));
        return true;
    },
    'github/codeql-action/upload-sarif'({ sarif_file: file }) {
        this.sarif.push(JSON.parse(fs.readFileSync(path.join(this.workspace, file), 'utf8')));
        return true;
    },
};
