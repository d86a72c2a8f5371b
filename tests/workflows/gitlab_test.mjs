// Goal: a project that includes ci/gitlab/race.gitlab-ci.yml gets the same as one that calls race.yml. Method: gitlab-ci-local
// runs the pipeline in this machine's shell, against contend as installed.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { author, compiler, edit, folderFor, gitlab, includeTemplate, makeRepository, prefix, reportsIn, shell } from './support.mjs';

if (shell('command -v rsync').status !== 0) {
    console.log('skipped: gitlab-ci-local needs rsync: ci/setup installs it');
    process.exit(77);
}

test('the template for GitLab', async (t) => {
    const project = folderFor(t, 'gitlab');
    makeRepository(project);
    includeTemplate(project, { compiler, budget: '5s' });
    const variables = { CONTEND_PREFIX: prefix, CCACHE_DIR: shell('ccache --get-config cache_dir').output.trim(), GITLAB_CI: 'true' };
    const given = Object.entries(variables).map(([name, value]) => `--variable ${name}=${value}`);
    const pipeline = () => gitlab(`--force-shell-executor --concurrency 1 ${given.join(' ')}`, project);
    const merged = path.join(project, '.gitlab-ci-local/artifacts/contend-merge/contend-ci/merged');

    await t.test('finds what two shards find, and says how to keep it', () => {
        const ran = pipeline();
        assert.notEqual(ran.status, 0, ran.output);
        for (const job of ['contend-shard: [1/2]', 'contend-shard: [2/2]', 'contend-merge'])
            assert.ok(ran.output.includes(` FAIL  ${job}`), ran.output);
        assert.match(ran.output, /smoke, 0\/2, .*[^]*smoke, 1\/2, /);
        const reports = reportsIn(merged);
        assert.equal(reports['GuardedCounter.is_right'].verdict, 'passed');
        assert.equal(reports['UnguardedCounter.races'].findings.length, 1);
        assert.match(fs.readFileSync(path.join(merged, 'junit.xml'), 'utf8'), /<failure /);

        const command = /> {5}(curl .*)$/m.exec(ran.output)?.[1];
        assert.ok(command, ran.output);
        assert.match(command, /"PRIVATE-TOKEN: \$GITLAB_TOKEN" https:\S+\/projects\/\d+\/jobs\/\d+\/artifacts\/contend-ci/);
        // Where the artifacts of a job would come from.
        const bin = folderFor(t, 'bin');
        const archive = path.join(merged, 'regressions.tar.gz');
        fs.writeFileSync(path.join(bin, 'curl'), `#!/bin/sh\ncat '${archive}'\n`, { mode: 0o755 });
        fs.rmSync(path.join(project, 'regressions'), { recursive: true });
        const env = { ...author, PATH: `${bin}:${process.env.PATH}` };
        const committed = shell(command, { cwd: project, env });
        assert.equal(committed.status, 0, committed.output);
        const files = shell('git show --name-only --format=', { cwd: project }).output;
        assert.equal(files.trim(), 'regressions/UnguardedCounter.races.txt');
    });

    await t.test('passes when the project is mended', () => {
        edit(path.join(project, 'counter_test.cpp'), 'int count_ = 0;', 'std::atomic<int> count_{0};');
        edit(path.join(project, 'counter_test.cpp'), '#include <mutex>', '#include <atomic>\n#include <mutex>');
        edit(path.join(project, '.gitlab-ci.yml'), 'budget: 5s', 'mode: replay');
        const ran = pipeline();
        assert.equal(ran.status, 0, ran.output);
        assert.match(ran.output, /ci: merge: passed/);
    });
});
