// How much was explored, and where.
import type { Report } from './data';
import { interleavings, plain, seconds } from './words';

function rowsOf({ stats, environment }: Report): [string, string][] {
    const rows: [string, string][] = [
        ['executions', plain(stats.executions)],
        ['per second', stats.seconds > 0 ? plain(Math.round(stats.executions / stats.seconds)) : ''],
        ['different interleavings', stats.exhausted ? `${interleavings(stats)}: all there are` : interleavings(stats)],
        ['there are at least', stats.interleavings_estimate === null ? '' : plain(stats.interleavings_estimate)],
        ['the next would be new with probability', stats.new_probability === null ? '' : stats.new_probability.toFixed(2)],
        ['every schedule with so many preemptions was executed', stats.preemption_bound === null ? '' : plain(stats.preemption_bound)],
        ['scenarios', stats.scenarios === 0 ? '' : plain(stats.scenarios)],
        ['of them in every interleaving', stats.scenarios_exhausted === 0 ? '' : plain(stats.scenarios_exhausted)],
        ['scheduling points', plain(stats.scheduling_points)],
        ['time', seconds(stats.seconds)],
        ['strategy', stats.strategy],
        ['workers killed from outside', stats.workers_killed === 0 ? '' : plain(stats.workers_killed)],
    ];
    const where = Object.entries(environment).map(([name, value]): [string, string] => [name.replaceAll('_', ' '), value]);
    return [...rows, ...where].filter(([, value]) => value !== '');
}

export function Statistics({ report }: { report: Report }) {
    return (
        <section aria-labelledby="statistics">
            <h2 id="statistics">Statistics</h2>
            <dl class="statistics">
                {rowsOf(report).map(([name, value]) => (
                    <div>
                        <dt>{name}</dt>
                        <dd>{value}</dd>
                    </div>
                ))}
            </dl>
        </section>
    );
}
