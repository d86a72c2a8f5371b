// The scenario: a column a thread, with what each call gave.
import type { Call, Scenario } from './data';

function CallText({ call }: { call: Call }) {
    return (
        <code>
            {call.text}
            {call.result !== '' && <b>: {call.result}</b>}
            {call.unfinished && <i> (did not return)</i>}
        </code>
    );
}

function Part({ title, calls }: { title: string; calls: Call[] }) {
    if (calls.length === 0) return null;
    return (
        <p>
            {title}:{' '}
            {calls.map((call, index) => (
                <>
                    {index > 0 && '; '}
                    <CallText call={call} />
                </>
            ))}
        </p>
    );
}

export function ScenarioTable({ scenario }: { scenario: Scenario }) {
    const rows = Math.max(0, ...scenario.threads.map((thread) => thread.calls.length));
    if (rows === 0 && scenario.initial.length === 0) return null;
    return (
        <section aria-labelledby="scenario">
            <h2 id="scenario">Scenario</h2>
            <Part title="first, alone" calls={scenario.initial} />
            <div class="scroll" tabIndex={0} role="region" aria-label="calls of the threads">
                <table>
                    <thead>
                        <tr>
                            {scenario.threads.map((thread) => (
                                <th scope="col">
                                    thread {thread.id}
                                    {thread.name !== '' && ` (${thread.name})`}
                                </th>
                            ))}
                        </tr>
                    </thead>
                    <tbody>
                        {Array.from({ length: rows }, (_, row) => (
                            <tr>
                                {scenario.threads.map((thread) => {
                                    const call = thread.calls[row];
                                    return <td>{call !== undefined && <CallText call={call} />}</td>;
                                })}
                            </tr>
                        ))}
                    </tbody>
                </table>
            </div>
            <Part title="at last, alone" calls={scenario.final} />
        </section>
    );
}
