// Reports to look at, and the pages that `contend report --html` makes of them.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const contend = process.env.CONTEND_PROGRAM;
const sources = process.env.CONTEND_EXAMPLES;
const extent = (threads, operations, preemptions) => ({ threads, operations, preemptions });

export const frame = (file, line, name) => ({ function: name, file: join(sources, file), line, user: true });

export function stats(shrink = { candidates: 0, original: extent(0, 0, 0), final: extent(0, 0, 0), accepted: [] }) {
    return {
        scenarios: 3, scenarios_exhausted: 1, executions: 1446, interleavings: 274, interleavings_at_least: false,
        interleavings_estimate: 472, new_probability: 0.08, scheduling_points: 46201, seconds: 0.81, strategy: 'portfolio',
        exhausted: false, preemption_bound: null, workers_killed: 0, shrink,
    };
}

export function report(subject, findings, more = {}) {
    const failed = findings.some((finding) => finding.tolerated === null);
    return {
        schema: 'contend.report/1', subject, verdict: failed ? 'failed' : 'passed', reason: '', harness_error: false, expected: null,
        replay_command: failed ? 'CONTEND_REPLAY=contend1.first ./test' : '', stats: stats(), environment: { compiler: 'clang 19.1.7' },
        findings, ...more,
    };
}

export function finding(kind, summary, more = {}) {
    return {
        kind, summary, token: 'contend1.first', signature: kind, confirmed: { times: 5, of: 5 }, tolerated: null, output: '', frames: [],
        scenario: { initial: [], threads: [], final: [] },
        schedule: { preemptions: 0, minimal: false, switches: 0, omitted: 0, steps: [] }, ...more,
    };
}

const set = frame('unguarded_map.cpp', 12, 'Scores::set(int, int)');
const total = frame('unguarded_map.cpp', 16, 'Scores::total() const');
const call = (text, result = '', began = 0, returned = 0) => ({ text, result, began, returned });

export function race() {
    const steps = [
        { thread: 1, event: 'starts', operation: '', frame: { function: '', file: '', line: 0 } },
        { thread: 1, event: 'locks mutex 0x721800000060', operation: 'total()', frame: total,
          objects: [{ object: 'lock 0x721800000060', state: 'held by thread 1' }] },
        { thread: 1, event: 'reads 8 bytes at 0x721800000090', operation: 'total()', frame: total },
        { thread: 2, event: 'starts', operation: '', frame: { function: '', file: '', line: 0 }, switched: true, preemption: true },
        { thread: 2, event: 'writes 8 bytes at 0x721800000090', operation: 'set(0, 0)', frame: set },
        { thread: 1, event: 'unlocks mutex 0x721800000060', operation: 'total()', frame: total, switched: true,
          objects: [{ object: 'lock 0x721800000060', state: 'free' }] },
    ];
    const found = finding('data-race', 'set writes what total reads, with no order between them', {
        frames: [
            { title: 'write of 8 bytes by thread 2 in set(0, 0)', thread: 2, frames: [set] },
            { title: 'read of 8 bytes by thread 1 in total()', thread: 1, frames: [total] },
        ],
        scenario: { initial: [], threads: [{ id: 1, name: '', calls: [call('total()', '0')] }, { id: 2, name: '', calls: [call('set(0, 0)')] }], final: [] },
        schedule: { preemptions: 1, minimal: true, switches: 2, omitted: 0, steps },
    });
    const shrink = { candidates: 17, original: extent(3, 7, 4), final: extent(2, 2, 1), accepted: [{ candidate: 3, ...extent(2, 4, 1) }, { candidate: 6, ...extent(2, 2, 1) }] };
    const contention = {
        executions: 8, threads: 3,
        locks: [{ places: [set, total], objects: 1, acquisitions: 40, contended: 14, held_points: 20, held_points_most: 4, allocations: 10 }],
        conflicts: [{ waiting: 'set', holding: 'total', count: 9 }],
    };
    return report('Map.IsIterated', [found], { stats: stats(shrink), contention });
}

export function notLinearizable() {
    const found = finding('not-linearizable', 'no order of the calls explains their results', {
        scenario: {
            initial: [call('push(1)', '', 1, 2)],
            threads: [{ id: 1, name: 'taker', calls: [call('pop()', '1', 3, 6)] }, { id: 2, name: '', calls: [call('pop()', '1', 4, 5)] }],
            final: [call('size()', '0', 7, 8)],
        },
        orders: { tried: 2, shown: [{ calls: ['push(1)', 'pop(): 1'], omitted: 0, conflict: 'pop() gives nullopt there, but gave 1' }] },
    });
    return report('Queue.IsLinearizable', [found]);
}

export function long(length) {
    const steps = [];
    for (let i = 0; i < length; ++i)
        steps.push({
            thread: (i >> 3) % 3, event: `atomic update of 0x7218000000${(i % 40) + 10}, relaxed: ${i} → ${i + 1}`, operation: `add(${i >> 6})`, frame: set,
            ...(i > 0 && i % 8 === 0 && { switched: true }), objects: [{ object: `atomic 0x7218000000${(i % 40) + 10}`, state: `${i + 1}` }],
        });
    return report('Counter.Counts', [finding('assertion', 'counted wrong', { schedule: { preemptions: 9, minimal: false, switches: (length - 1) >> 3, omitted: 0, steps } })]);
}

/** The address of the page of these reports. */
export function pageOf(reports) {
    const folder = mkdtempSync(join(tmpdir(), 'contend_page_'));
    for (const report of reports) writeFileSync(join(folder, `${report.subject}.json`), JSON.stringify(report));
    const page = join(folder, 'page.html');
    try {
        execFileSync(contend, ['report', '--summary', folder, '--html', page]);
    } catch (failure) {
        // 1: subjects failed, as they should.
        if (failure.status !== 1) throw failure;
    }
    return pathToFileURL(page).href;
}
