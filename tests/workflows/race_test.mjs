// Goal: a repository that calls race.yml is told what is wrong with it, and how to keep what was found. Method: the workflow's
// steps run here, on a small project, against contend as installed; so do the scripts by themselves, as on a laptop.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { WorkflowRun } from './steps.mjs';
import { author, compiler, contend, edit, folderFor, makeRepository, prefix, reportsIn, shell } from './support.mjs';

const regression = 'regressions/UnguardedCounter.races.txt';

// Without CI=true: a test does not change the kernel's settings.
function runWorkflow(root, repository, inputs) {
    fs.rmSync(root, { recursive: true, force: true });
    fs.mkdirSync(root, { recursive: true });
    return new WorkflowRun({
        workflow: path.join(contend, '.github/workflows/race.yml'),
        inputs: { compilers: compiler, ...inputs },
        root,
        repository,
        contend,
        github: { repository: 'user/project', run_id: '4711' },
        job: { workflow_repository: 'contend/contend', workflow_sha: 'c0ffee' },
        environment: { CONTEND_PREFIX: prefix, GIT_CEILING_DIRECTORIES: root },
    });
}

/** What GitHub's program does with an artifact's name, with the artifacts of a run that took place here. */
function fakeGh(folder, artifacts) {
    fs.mkdirSync(folder);
    const script = `#!/usr/bin/env bash
[ "$1 $2 $3 $4 $5 $6" = "run download 4711 --repo user/project --name" ] && [ "$8" = --dir ] && cp -r "${artifacts}/$7/." "$9"
`;
    fs.writeFileSync(path.join(folder, 'gh'), script, { mode: 0o755 });
}

const results = (runs) => runs.map(({ result }) => result);

test('race.yml', async (t) => {
    const folder = folderFor(t, 'race');
    const repository = path.join(folder, 'project');
    const root = path.join(folder, 'run');
    makeRepository(repository);

    await t.test('finds what two shards find, and says how to keep it', () => {
        const run = runWorkflow(root, repository, { mode: 'smoke', shards: 2, budget: '5s', 'upload-sarif': true });
        const told = run.output;
        assert.deepEqual(results(run.jobs.plan), ['success'], told);
        assert.deepEqual(results(run.jobs.run), ['failure', 'failure'], told);
        assert.deepEqual(results(run.jobs.merge), ['failure'], told);
        assert.deepEqual(results(run.jobs.sarif), ['success'], told);
        assert.match(told, /ok +compiler: .*\n[^]*CXX compiler identification/, 'doctor comes first');

        const shards = [0, 1].map((shard) => `contend-shard-${compiler}-${shard}`);
        assert.deepEqual(Object.keys(run.artifacts).sort(), ['contend-regressions', 'contend-reports', ...shards]);
        const reports = reportsIn(run.artifacts['contend-reports']);
        assert.equal(reports['GuardedCounter.is_right'].verdict, 'passed');
        assert.equal(reports['UnguardedCounter.races'].findings.length, 1);
        const executed = shards.map((name) => {
            const report = path.join(run.artifacts[name], 'reports/0/GuardedCounter.is_right.json');
            return JSON.parse(fs.readFileSync(report, 'utf8')).stats.executions;
        });
        assert.equal(reports['GuardedCounter.is_right'].stats.executions, executed[0] + executed[1]);
        assert.match(fs.readFileSync(path.join(run.artifacts['contend-reports'], 'junit.xml'), 'utf8'), /<failure /);
        assert.equal(run.sarif[0].runs[0].results.length, 1);

        const errors = run.annotations.filter((line) => line.startsWith('::error '));
        assert.equal(errors.length, 1);
        assert.match(errors[0], /^::error file=counter_test\.cpp,line=27,.*title=UnguardedCounter\.races%3A data race::/);
        const command =
            'gh run download 4711 --repo user/project --name contend-regressions --dir . && ' +
            `git add -- ${regression} && git commit -m "Past findings of UnguardedCounter.races"`;
        assert.deepEqual(run.outputs, { verdict: 'failed', regressions: regression, commit: command });
        assert.ok(told.includes(`    ${command}\n`));
        assert.match(run.summary, /^# contend \(smoke\): failed\n/);
        assert.ok(run.summary.includes(command));
        assert.match(run.summary, /\| ❌ \| UnguardedCounter\.races \| failed \|/);
        assert.match(run.summary, /\| ✅ \| GuardedCounter\.is\\_right \| (passed|verified) \|/);

        fakeGh(path.join(folder, 'bin'), path.join(root, 'artifacts'));
        const env = { ...author, PATH: `${folder}/bin:${process.env.PATH}` };
        const committed = shell(run.outputs.commit, { cwd: repository, env });
        assert.equal(committed.status, 0, committed.output);
        assert.equal(shell('git status --porcelain', { cwd: repository }).output, '');
    });

    await t.test('replays what is committed, and nothing else', () => {
        const run = runWorkflow(root, repository, { mode: 'replay', shards: 2 });
        assert.deepEqual(results(run.jobs.run), ['failure'], run.output);
        assert.deepEqual(results(run.jobs.merge), ['failure'], run.output);
        assert.deepEqual(results(run.jobs.sarif), ['skipped'], run.output);
        const reports = reportsIn(run.artifacts['contend-reports']);
        assert.equal(reports['UnguardedCounter.races'].stats.executions, 1);
        assert.equal(reports['GuardedCounter.is_right'].stats.executions, 0);
        assert.deepEqual(run.outputs, { verdict: 'failed', regressions: '', commit: '' });
        assert.ok(!('contend-regressions' in run.artifacts));
    });

    await t.test('passes when the project is mended', () => {
        edit(path.join(repository, 'counter_test.cpp'), 'int count_ = 0;', 'std::atomic<int> count_{0};');
        edit(path.join(repository, 'counter_test.cpp'), '#include <mutex>', '#include <atomic>\n#include <mutex>');
        const run = runWorkflow(root, repository, { mode: 'replay' });
        for (const job of ['plan', 'run', 'merge']) assert.deepEqual(results(run.jobs[job]), ['success'], run.output);
        assert.equal(run.outputs.verdict, 'passed');
        assert.deepEqual(run.annotations, []);
        shell('git checkout -q .', { cwd: repository });
    });

    await t.test('says which step ended a shard that left no report', () => {
        edit(path.join(repository, 'counter_test.cpp'), 'int count_ = 0;', 'int count_ = ;');
        const run = runWorkflow(root, repository, { shards: 1 });
        assert.deepEqual(results(run.jobs.run), ['failure'], run.output);
        assert.deepEqual(results(run.jobs.merge), ['failure'], run.output);
        assert.equal(run.outputs.verdict, 'unknown');
        assert.match(run.summary, new RegExp(`shard 0/1 with ${compiler} ended in its step 'build' with exit status 1`));
        shell('git checkout -q .', { cwd: repository });
    });

    await t.test('fails with a test that fails for a reason of its own', () => {
        edit(path.join(repository, 'counter_test.cpp'), '#include <mutex>', '#include <mutex>\nTEST(Plain, fails) { FAIL(); }');
        const run = runWorkflow(root, repository, { shards: 1, mode: 'replay' });
        assert.deepEqual(results(run.jobs.merge), ['failure'], run.output);
        assert.equal(run.outputs.verdict, 'failed');
        shell('git checkout -q .', { cwd: repository });
    });

    await t.test('refuses a mode and a compiler that there are not', () => {
        for (const inputs of [{ mode: 'fast' }, { compilers: 'msvc' }, { compilers: '"; exit 0 #' }]) {
            const run = runWorkflow(root, repository, inputs);
            assert.deepEqual(results(run.jobs.plan), ['failure'], run.output);
            assert.deepEqual(results(run.jobs.merge), ['skipped'], run.output);
        }
    });
});

test('the scripts on a laptop', async (t) => {
    const folder = folderFor(t, 'laptop');
    makeRepository(folder);
    const env = { CONTEND_PREFIX: prefix, GITHUB_ACTIONS: '', GITHUB_OUTPUT: '', GITHUB_STEP_SUMMARY: '' };
    const script = (line) => shell(`${contend}/ci/workflow/${line}`, { cwd: folder, env });

    await t.test('explain themselves', () => {
        for (const name of ['plan', 'install', 'shard', 'merge']) {
            const help = script(`${name} --help`);
            assert.equal(help.status, 0, help.output);
            assert.match(help.output, new RegExp(`ci/workflow/${name} \\[--`));
        }
        assert.match(script('shard --shards 2').output, /what is --shards\? See shard --help/);
        assert.match(script('shard --shard 2/2').output, /--shard is as 0\/4/);
    });

    await t.test('print the plan', () => {
        const plan = script('plan --shards 2 --compilers "clang-19 gcc-13"');
        assert.equal(plan.status, 0, plan.output);
        const matrix = JSON.parse(/^matrix=(.*)$/m.exec(plan.output)[1]);
        assert.equal(matrix.include.length, 4);
        assert.deepEqual(matrix.include[3], { compiler: 'gcc-13', shard: 1 });
    });

    await t.test('go no further than doctor with a compiler that has no ThreadSanitizer', () => {
        const bin = folderFor(t, 'bin-laptop');
        const cxx = compiler.replace('clang', 'clang++');
        const original = shell(`command -v ${cxx}`).output.trim();
        const wrapper = `#!/usr/bin/env bash\nexec ${original} "\${@/#-fsanitize=thread/-O0}"\n`;
        fs.writeFileSync(path.join(bin, cxx), wrapper, { mode: 0o755 });
        const sick = shell(`PATH=${bin}:$PATH ${contend}/ci/workflow/shard --compiler ${compiler}`, { cwd: folder, env });
        assert.equal(sick.status, 1, sick.output);
        assert.match(sick.output, /nothing can be judged on this machine/);
        assert.ok(!sick.output.includes('CXX compiler identification'), sick.output);
        const merge = script(`merge --compiler ${compiler} --shards 1`);
        assert.equal(merge.status, 2, merge.output);
        assert.match(merge.output, /shard 0\/1 with .* ended in its step 'doctor' with exit status 1/);
    });

    await t.test('search on with another seed each time, and keep findings in the tree', () => {
        const soak = script(`shard --mode soak --compiler ${compiler} --budget 2s --seed 5 --cmake "-DA=1 '-DB=2 3'"`);
        assert.notEqual(soak.status, 0, soak.output);
        assert.match(soak.output, /soak, 0\/1, .*, 2s a test, seed 5/);
        const build = path.join(folder, `contend-ci/build-${compiler}`);
        assert.match(shell(`grep '^[AB]:' CMakeCache.txt`, { cwd: build }).output, /^A:\w+=1\nB:\w+=2 3\n$/);
        // CTest lets a test search for as long as it is told to.
        assert.match(shell('ctest --show-only=json-v1', { cwd: build }).output, /"name" : "TIMEOUT",\s+"value" : 302/);
        const merge = script(`merge --compiler ${compiler} --shards 1`);
        assert.equal(merge.status, 1, merge.output);
        assert.match(merge.output, /cp -r contend-ci\/merged\/regressions\/\. \. && git add -- regressions\/Unguarded/);
        assert.ok(!merge.output.includes('::error'));
        const command = /^ {4}(cp .*)$/m.exec(merge.output)[1];
        const committed = shell(command, { cwd: folder, env: author });
        assert.equal(committed.status, 0, committed.output);
        const files = shell('git show --name-only --format=%s', { cwd: folder }).output;
        assert.equal(files.trim(), `Past findings of UnguardedCounter.races\n\n${regression}`);
        // Past the 20,000 executions that are the limit of a search otherwise.
        const report = reportsIn(path.join(folder, 'contend-ci/merged'))['GuardedCounter.is_right'];
        assert.ok(report.stats.seconds >= 1.5, JSON.stringify(report.stats));
    });

    await t.test('join what shards have found, each finding once, whether or not they were built alike', () => {
        const [first, second] = ['0', '1'].map((number) => path.join(folder, `contend-ci/shard-${compiler}-${number}`));
        fs.cpSync(first, second, { recursive: true });
        edit(path.join(second, 'shard.txt'), 'shard=0/1', 'shard=1/2');
        fs.appendFileSync(path.join(second, 'regressions', regression), '\n# another\n# of another shard\ncontend1.another\n');
        const alike = script(`merge --compiler ${compiler} --shards 2`);
        assert.equal(alike.status, 1, alike.output);
        const merged = path.join(folder, 'contend-ci/merged');
        const [one, joined] = [path.join(first, 'regressions'), path.join(merged, 'regressions')].map((of) =>
            fs.readFileSync(path.join(of, regression), 'utf8'));
        assert.equal(joined, `${one}\n# another\n# of another shard\ncontend1.another\n`);

        edit(path.join(second, 'reports/0/UnguardedCounter.races.json'), '"build_id": "', '"build_id": "0');
        const unlike = script(`merge --compiler ${compiler} --shards 2`);
        assert.equal(unlike.status, 1, unlike.output);
        assert.match(unlike.output, /were not built alike, and are shown one by one/);
        assert.deepEqual(fs.readdirSync(path.join(merged, 'reports', compiler)), [path.basename(first), path.basename(second)]);
        assert.match(unlike.output, /4 subjects: 2 passed, 2 failed/);
        fs.rmSync(second, { recursive: true });
    });

    await t.test('miss a shard that left nothing', () => {
        const merge = script(`merge --compiler ${compiler} --shards 2`);
        assert.equal(merge.status, 1, merge.output);
        assert.match(merge.output, /of 2 shards 1 left something/);
        fs.rmSync(path.join(folder, 'contend-ci'), { recursive: true });
        fs.mkdirSync(path.join(folder, 'contend-ci'));
        assert.equal(script(`merge --compiler ${compiler}`).status, 2);
    });
});
