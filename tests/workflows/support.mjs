// What the tests of both platforms share: a repository of a user, and what tests are told by CMake.
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
/** contend's source tree. */
export const contend = path.resolve(here, '../..');
/** Where it is installed, and the compiler that it is installed for, as workflows name it. */
export const { CONTEND_PREFIX: prefix, CONTEND_COMPILER: compiler } = process.env;

/** Runs a command line; with both streams as they came. */
export function shell(command, { cwd, env = {} } = {}) {
    const ran = spawnSync('bash', ['-c', `exec 2>&1; ${command}`], {
        cwd,
        encoding: 'utf8',
        maxBuffer: 1 << 28,
        env: { ...process.env, ...env },
    });
    return { status: ran.status, output: ran.stdout };
}

/** An empty folder, at the same place each time, for the sake of the compiler's cache; it is removed after the test. */
export function folderFor(test, name) {
    const folder = path.join(process.env.CONTEND_WORK, name);
    fs.rmSync(folder, { recursive: true, force: true });
    fs.mkdirSync(folder, { recursive: true });
    test.after(() => fs.rmSync(folder, { recursive: true, force: true }));
    return folder;
}

/** A git repository of the user's project in `folder`. */
export function makeRepository(folder) {
    fs.cpSync(path.join(here, 'project'), folder, { recursive: true });
    commitAll(folder, 'A project');
}

export function commitAll(folder, message) {
    const ran = shell(`git init -q . && git add . && git commit -qm '${message}'`, { cwd: folder, env: author });
    if (ran.status !== 0) throw new Error(ran.output);
}

/** Who commits. */
export const author = {
    GIT_AUTHOR_NAME: 'A user',
    GIT_AUTHOR_EMAIL: 'user@localhost.invalid',
    GIT_COMMITTER_NAME: 'A user',
    GIT_COMMITTER_EMAIL: 'user@localhost.invalid',
};

/** The merged reports of a compiler, by their subject. */
export function reportsIn(merged) {
    const folder = path.join(merged, 'reports', compiler);
    const reports = fs.readdirSync(folder).map((name) => JSON.parse(fs.readFileSync(path.join(folder, name), 'utf8')));
    return Object.fromEntries(reports.map((report) => [report.subject, report]));
}

/** Replaces text in a file of the project; all of it must be there. */
export function edit(file, from, to) {
    const text = fs.readFileSync(file, 'utf8');
    if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
    fs.writeFileSync(file, text.replaceAll(from, to));
}

/** gitlab-ci-local, which runs pipelines of GitLab. */
export const gitlab = (options, cwd) => shell(`node '${here}/node_modules/.bin/gitlab-ci-local' ${options}`, { cwd });

/** The repository in `folder` includes contend's template for GitLab, with contend checked out in place. */
export function includeTemplate(folder, inputs, template = fs.readFileSync(`${contend}/ci/gitlab/race.gitlab-ci.yml`, 'utf8')) {
    const given = Object.entries({ 'contend-repository': 'https://localhost.invalid/contend.git', ...inputs });
    const lines = given.map(([name, value]) => `      ${name}: ${value}\n`).join('');
    fs.writeFileSync(path.join(folder, 'race.gitlab-ci.yml'), template);
    fs.writeFileSync(path.join(folder, '.gitlab-ci.yml'), `include:\n  - local: race.gitlab-ci.yml\n    inputs:\n${lines}`);
    fs.writeFileSync(path.join(folder, '.gitignore'), '.contend\n.gitlab-ci-local/\ncontend-ci/\n');
    fs.symlinkSync(contend, path.join(folder, '.contend'));
    shell('git remote add origin git@localhost.invalid:user/project.git', { cwd: folder });
    commitAll(folder, 'A pipeline');
}
