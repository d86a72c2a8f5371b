// One subject: what was found, then everything it rests on.
import { Locks } from './contention';
import { Collision } from './collision';
import { CopyButton } from './copy';
import { isFine, replayCommand, type Finding, type PageData, type Report } from './data';
import { Interleaving } from './interleaving';
import { Orders } from './orders';
import { VerdictBadge } from './overview';
import { ScenarioTable } from './scenario';
import { Shrinking } from './shrinking';
import { Statistics } from './statistics';
import { count, kindTitle } from './words';

function Headline({ report, finding }: { report: Report; finding: Finding }) {
    const { confirmed, schedule, tolerated } = finding;
    const command = replayCommand(report, finding);
    return (
        <section aria-labelledby="finding" class="headline">
            <h2 id="finding">
                <span class={`badge ${tolerated === null ? 'failed' : 'unknown'}`}>{kindTitle(finding.kind)}</span> {finding.summary}
            </h2>
            {tolerated !== null && (
                <p>
                    tolerated, seen {count(tolerated.count, 'time')}: {tolerated.reason} <code>{tolerated.pattern}</code>
                </p>
            )}
            <p class="quiet-text">
                {confirmed.of > 0 && `reproduced ${confirmed.times} of ${count(confirmed.of, 'time')}; `}
                {schedule.steps.length > 0 && `${schedule.minimal ? 'needs ' : ''}${count(schedule.preemptions, 'preemption')}`}
            </p>
            {command !== '' && (
                <div class="command">
                    <code tabIndex={0} aria-label="the command that replays it">{command}</code>
                    <CopyButton text={command} />
                </div>
            )}
        </section>
    );
}

function FindingTabs({ report, number, shown }: { report: Report; number: number; shown: number }) {
    if (report.findings.length < 2) return null;
    return (
        <nav aria-label="findings" class="tabs">
            {report.findings.map((finding, index) => (
                <a href={`#/${number}/${index}`} aria-current={index === shown ? 'page' : undefined}>
                    {index + 1}: {kindTitle(finding.kind)}
                </a>
            ))}
        </nav>
    );
}

function FindingView({ data, report, finding, first }: { data: PageData; report: Report; finding: Finding; first: boolean }) {
    return (
        <>
            <Headline report={report} finding={finding} />
            <Interleaving data={data} finding={finding} />
            <Collision data={data} finding={finding} />
            <ScenarioTable scenario={finding.scenario} />
            <Orders finding={finding} />
            {finding.output !== '' && (
                <section>
                    <h2>What the program printed last</h2>
                    <pre class="output" tabIndex={0}>{finding.output}</pre>
                </section>
            )}
            {first && <Shrinking shrink={report.stats.shrink} />}
        </>
    );
}

interface SubjectProps {
    data: PageData;
    report: Report;
    number: number;
    finding: number;
}

export function Subject({ data, report, number, finding }: SubjectProps) {
    const shown = report.findings[finding] ?? report.findings[0];
    return (
        <>
            <h1>
                <VerdictBadge report={report} /> {report.subject}
            </h1>
            {report.reason !== '' && <p>{report.reason}</p>}
            {!isFine(report) && report.expected !== null && <p>expected: {kindTitle(report.expected)}</p>}
            <FindingTabs report={report} number={number} shown={shown === undefined ? 0 : report.findings.indexOf(shown)} />
            {shown !== undefined && <FindingView data={data} report={report} finding={shown} first={shown === report.findings[0]} />}
            <Locks contention={report.contention} />
            <Statistics report={report} />
        </>
    );
}
