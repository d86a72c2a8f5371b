// All subjects of a run, what failed first.
import { useState } from 'preact/hooks';
import { isFine, type Report } from './data';
import { count, interleavings, kindTitle, plain, seconds } from './words';

export function VerdictBadge({ report }: { report: Report }) {
    const expected = report.expected !== null && isFine(report);
    const text = report.harness_error ? 'harness error' : expected ? 'failed, as expected' : report.verdict;
    const look = expected ? 'expected' : report.verdict;
    return <span class={`badge ${look}`}>{text}</span>;
}

function rank(report: Report): number {
    if (!isFine(report)) return report.verdict === 'failed' ? 0 : 1;
    return report.expected === null ? 3 : 2;
}

function Row({ report, number }: { report: Report; number: number }) {
    return (
        <tr>
            <td>
                <VerdictBadge report={report} />
            </td>
            <th scope="row">
                <a href={`#/${number}`}>{report.subject}</a>
                <ul class="findings">
                    {report.findings.map((finding, index) => (
                        <li>
                            <a href={`#/${number}/${index}`}>{kindTitle(finding.kind)}</a>
                            {finding.tolerated !== null && ' (tolerated)'}: {finding.summary}
                        </li>
                    ))}
                    {report.findings.length === 0 && report.reason !== '' && <li>{report.reason}</li>}
                </ul>
            </th>
            <td class="number">{plain(report.stats.executions)}</td>
            <td class="number">{report.stats.exhausted ? 'all' : interleavings(report.stats)}</td>
            <td class="number">{seconds(report.stats.seconds)}</td>
        </tr>
    );
}

export function Overview({ reports }: { reports: Report[] }) {
    const [text, setText] = useState('');
    const [onlyFailures, setOnlyFailures] = useState(false);
    const wanted = text.toLowerCase();
    const shown = reports
        .map((report, number) => ({ report, number }))
        .filter(({ report }) => !onlyFailures || !isFine(report) || report.findings.length > 0)
        .filter(({ report }) => [report.subject, ...report.findings.map((finding) => finding.summary)].join('\n').toLowerCase().includes(wanted))
        .sort((a, b) => rank(a.report) - rank(b.report) || a.number - b.number);
    const failures = reports.filter((report) => !isFine(report)).length;
    return (
        <>
            <h1>{failures === 0 ? `${count(reports.length, 'subject')}, all as they should be` : `${failures} of ${count(reports.length, 'subject')} failed`}</h1>
            <div class="filters">
                <label>
                    search <input type="search" value={text} onInput={(event) => setText(event.currentTarget.value)} />
                </label>
                <label>
                    <input type="checkbox" checked={onlyFailures} onChange={(event) => setOnlyFailures(event.currentTarget.checked)} /> only with findings
                </label>
            </div>
            <div class="scroll" tabIndex={0} role="region" aria-label="subjects">
                <table class="overview">
                    <thead>
                        <tr>
                            <th scope="col">verdict</th>
                            <th scope="col">subject</th>
                            <th scope="col">executions</th>
                            <th scope="col">interleavings</th>
                            <th scope="col">time</th>
                        </tr>
                    </thead>
                    <tbody>
                        {shown.map(({ report, number }) => (
                            <Row key={number} report={report} number={number} />
                        ))}
                    </tbody>
                </table>
            </div>
            {shown.length === 0 && <p>Nothing matches.</p>}
        </>
    );
}
