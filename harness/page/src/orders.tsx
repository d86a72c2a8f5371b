// Why no order of the calls explains their results: when each call ran, and where the orders end that were tried.
import type { Call, Finding, Scenario, TriedOrder } from './data';
import { count } from './words';

interface Lane {
    name: string;
    calls: Call[];
}

function lanesOf(scenario: Scenario): Lane[] {
    const alone = [...scenario.initial, ...scenario.final];
    const lanes = scenario.threads.map((thread) => ({ name: thread.name || `thread ${thread.id}`, calls: thread.calls }));
    return alone.length === 0 ? lanes : [{ name: 'alone', calls: alone }, ...lanes];
}

function Timeline({ scenario }: { scenario: Scenario }) {
    const lanes = lanesOf(scenario);
    const last = Math.max(...lanes.flatMap((lane) => lane.calls.map((call) => Math.max(call.began ?? 0, call.returned ?? 0))));
    const left = (moment: number) => `${((moment - 1) / last) * 100}%`;
    return (
        <div class="timeline" role="list" aria-label="when each call ran">
            {lanes.map((lane) => (
                <div class="time-lane" role="listitem">
                    <span>{lane.name}</span>
                    <div class="bars">
                        {lane.calls
                            .filter((call) => call.began)
                            .map((call) => {
                                const end = call.returned || last + 1;
                                const text = `${call.text}${call.result && `: ${call.result}`}`;
                                return (
                                    <div class="call" title={text} style={{ left: left(call.began ?? 1), width: left(end - (call.began ?? 1) + 1) }}>
                                        {text}
                                    </div>
                                );
                            })}
                    </div>
                </div>
            ))}
        </div>
    );
}

function Order({ order }: { order: TriedOrder }) {
    return (
        <li>
            {order.omitted > 0 && `… ${count(order.omitted, 'call')}, then `}
            {order.calls.map((call) => (
                <>
                    <code>{call}</code>,{' '}
                </>
            ))}
            but then <strong>{order.conflict}</strong>
        </li>
    );
}

export function Orders({ finding }: { finding: Finding }) {
    const { orders, scenario } = finding;
    const calls = lanesOf(scenario).flatMap((lane) => lane.calls);
    if (orders === undefined || orders.tried === 0) return null;
    return (
        <section aria-labelledby="orders">
            <h2 id="orders">No order of the calls explains their results</h2>
            {calls.some((call) => call.began) && <Timeline scenario={scenario} />}
            <p>{count(orders.tried, 'order')} tried:</p>
            <ul>
                {orders.shown.map((order) => (
                    <Order order={order} />
                ))}
            </ul>
        </section>
    );
}
