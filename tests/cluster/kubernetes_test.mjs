// Goal: ci/cluster/kubernetes.yaml is what Kubernetes takes, and does what it says. Method: its published schema; then the
// containers' commands run here, with the variables and the indices that Kubernetes would give them.
//   node kubernetes_test.mjs CONTEND_BUILD_DIR
import { PersistentVolumeClaim } from 'kubernetes-models/v1';
import { Job } from 'kubernetes-models/batch/v1';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseAllDocuments } from 'yaml';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const build = process.argv[2];
const kinds = { Job, PersistentVolumeClaim };
const documents = parseAllDocuments(readFileSync(join(root, 'ci/cluster/kubernetes.yaml'), 'utf8')).map((document) => document.toJS());

for (const document of documents) {
    new kinds[document.kind](document).validate();
    // A schema that takes everything proves nothing.
    const wrong = structuredClone(document);
    if (document.kind === 'Job') wrong.spec.template.spec.containers[0].command = 'sh';
    else wrong.spec.accessModes = 'ReadWriteMany';
    assert.throws(() => new kinds[document.kind](wrong).validate());
}

const [shards, merge, claim] = documents;
for (const job of [shards, merge]) assert.equal(job.spec.template.spec.volumes[0].persistentVolumeClaim.claimName, claim.metadata.name);
assert.equal(shards.spec.completionMode, 'Indexed');

const folder = mkdtempSync(join(tmpdir(), 'contend_kubernetes_'));
const moved = (text) => text.replace(/^\/contend\//, `${root}/`).replace(/^\/shared\//, `${folder}/`);

function run(job, test, extra) {
    const [container] = job.spec.template.spec.containers;
    const [program, ...words] = container.command.map(moved).map((word) => (word.startsWith('/project/') ? test : word));
    const variables = Object.fromEntries(container.env.map(({ name, value }) => [name, moved(value)]));
    return spawnSync(program, words, { encoding: 'utf8', env: { ...process.env, ...variables, CONTEND_EXECUTIONS: '1000', CONTEND: join(build, 'contend'), ...extra } });
}

try {
    const { completions } = shards.spec;
    for (let index = 0; index < completions; ++index) {
        const shard = run(shards, join(build, 'examples/example_mutex_map'), { JOB_COMPLETION_INDEX: String(index) });
        assert.equal(shard.status, 0, shard.stdout + shard.stderr);
    }
    const merged = run(merge, '', {});
    assert.equal(merged.status, 0, merged.stdout + merged.stderr);
    const reports = join(folder, 'contend-shards/merged');
    const [file] = readdirSync(reports);
    assert.equal(JSON.parse(readFileSync(join(reports, file), 'utf8')).stats.executions, 1000);
    const unknown = run(shards, '/bin/true', { JOB_COMPLETION_INDEX: '0', CONTEND_SHARDS: '' });
    assert.match(unknown.stderr, /how many shards are there/);
} finally {
    rmSync(folder, { recursive: true });
}
