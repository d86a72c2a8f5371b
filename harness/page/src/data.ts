// What `contend report --html` puts into the page: reports as they are in their files (schema contend.report/1),
// and the lines of source that they name.

export type Verdict = 'passed' | 'failed' | 'unknown';

export interface Frame {
    function: string;
    file: string;
    line: number;
    column?: number;
    module?: string;
    user?: boolean;
}

export interface Stack {
    title: string;
    thread?: number;
    frames: Frame[];
}

export interface Call {
    text: string;
    result: string;
    unfinished?: boolean;
    began?: number;
    returned?: number;
}

export interface ScenarioThread {
    id: number;
    name: string;
    calls: Call[];
}

export interface Scenario {
    initial: Call[];
    threads: ScenarioThread[];
    final: Call[];
}

export interface ObjectState {
    object: string;
    state: string;
}

export interface Step {
    thread: number;
    event: string;
    operation: string;
    frame: Frame;
    switched?: boolean;
    preemption?: boolean;
    objects?: ObjectState[];
}

export interface Schedule {
    preemptions: number;
    minimal: boolean;
    switches: number;
    omitted: number;
    steps: Step[];
}

export interface TriedOrder {
    calls: string[];
    omitted: number;
    conflict: string;
}

export interface Finding {
    kind: string;
    summary: string;
    token: string;
    signature: string;
    confirmed: { times: number; of: number };
    tolerated: { reason: string; pattern: string; count: number } | null;
    output: string;
    frames: Stack[];
    scenario: Scenario;
    schedule: Schedule;
    orders?: { tried: number; shown: TriedOrder[] };
}

export interface Extent {
    threads: number;
    operations: number;
    preemptions: number;
}

export interface Stats {
    scenarios: number;
    scenarios_exhausted: number;
    executions: number;
    interleavings: number;
    interleavings_at_least: boolean;
    interleavings_estimate: number | null;
    new_probability: number | null;
    scheduling_points: number;
    seconds: number;
    strategy: string;
    exhausted: boolean;
    preemption_bound: number | null;
    workers_killed: number;
    shrink: {
        candidates: number;
        original: Extent;
        final: Extent;
        accepted: (Extent & { candidate: number })[];
    };
}

export interface LockUse {
    places: Frame[];
    objects: number;
    acquisitions: number;
    contended: number;
    held_points: number;
    held_points_most: number;
    allocations: number;
}

export interface Contention {
    executions: number;
    threads: number;
    locks: LockUse[];
    conflicts: { waiting: string; holding: string; count: number }[];
}

export interface Report {
    subject: string;
    verdict: Verdict;
    reason: string;
    harness_error: boolean;
    expected: string | null;
    replay_command: string;
    stats: Stats;
    contention?: Contention;
    environment: Record<string, string>;
    findings: Finding[];
}

export interface PageData {
    root: string; // paths below it are shown without it
    reports: Report[];
    sources: Record<string, Record<string, string>>; // file → line number → text
}

export function load(): PageData {
    const parsed: unknown = JSON.parse(document.getElementById('contend-reports')?.textContent ?? '{}');
    const empty: PageData = { root: '', reports: [], sources: {} };
    return typeof parsed === 'object' && parsed !== null ? { ...empty, ...parsed } : empty;
}

/** The command that replays `finding`: the report's is for the first one that is not tolerated. */
export function replayCommand(report: Report, finding: Finding): string {
    const primary = report.findings.find((candidate) => candidate.tolerated === null);
    if (!report.replay_command || !finding.token || !primary?.token) return '';
    return report.replay_command.replace(primary.token, () => finding.token);
}

/** Whether a subject did what it should: passed, or failed as it declares. */
export function isFine(report: Report): boolean {
    if (report.harness_error || report.verdict === 'unknown') return false;
    const failures = report.findings.filter((finding) => finding.tolerated === null);
    if (report.expected === null) return report.verdict === 'passed';
    return failures.length > 0 && failures.every((finding) => finding.kind === report.expected);
}
