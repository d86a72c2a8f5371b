// The interleaving, step by step: lanes on one side, on the other where the chosen step is and what everything holds.
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Finding, PageData } from './data';
import { Lanes } from './lanes';
import { Place, Source } from './source';
import { heldAfter, nextSwitch, walkOf, type Walk } from './walk';
import { count, plain } from './words';

type Move = (index: number) => number;

/** What each key does. */
function moves(finding: Finding): Record<string, Move> {
    const { steps } = finding.schedule;
    const to = (index: number) => Math.min(Math.max(index, 0), steps.length - 1);
    return {
        ArrowRight: (index) => to(index + 1),
        ArrowDown: (index) => to(index + 1),
        j: (index) => to(index + 1),
        ArrowLeft: (index) => to(index - 1),
        ArrowUp: (index) => to(index - 1),
        k: (index) => to(index - 1),
        n: (index) => nextSwitch(steps, index, 1),
        p: (index) => nextSwitch(steps, index, -1),
        PageDown: (index) => to(index + 15),
        PageUp: (index) => to(index - 15),
        Home: () => 0,
        End: () => steps.length - 1,
    };
}

// Keys that scroll the page do so unless the lanes have the focus.
const onlyInLanes = new Set(['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End']);

function useKeys(finding: Finding, setCurrent: (change: Move) => void) {
    useEffect(() => {
        const known = moves(finding);
        const pressed = (event: KeyboardEvent) => {
            const target = event.target as HTMLElement;
            const move = known[event.key];
            if (move === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
            if (target.closest('input, textarea, select, .source, .scroll, .output, .command') !== null) return;
            if (onlyInLanes.has(event.key) && target.closest('.lane-box') === null) return;
            event.preventDefault();
            setCurrent(move);
        };
        document.addEventListener('keydown', pressed);
        return () => document.removeEventListener('keydown', pressed);
    }, [finding]);
}

// Drawn, for not every system has the characters.
const icons = {
    first: 'M2 4h2v12H2zM14 4v12L5 10z',
    previousSwitch: 'M8 4v12L1 10zM15 4v12L8 10z',
    previous: 'M12 4v12L4 10z',
    next: 'M4 4v12l8-6z',
    nextSwitch: 'M1 4v12l7-6zM8 4v12l7-6z',
    last: 'M2 4v12l9-6zM12 4h2v12h-2z',
};

function Controls({ finding, walk, current, setCurrent }: { finding: Finding; walk: Walk; current: number; setCurrent: (change: Move) => void }) {
    const known = moves(finding);
    const last = walk.steps.length - 1;
    const button = (label: string, icon: keyof typeof icons, key: string, off: boolean) => (
        <button type="button" aria-label={label} title={`${label} (${key})`} disabled={off} onClick={() => setCurrent(known[key] ?? ((index) => index))}>
            <svg viewBox="0 0 16 20" aria-hidden="true">
                <path d={icons[icon]} />
            </svg>
        </button>
    );
    const collision = walk.steps.findLastIndex((entry) => entry.collides);
    return (
        <div class="controls">
            {button('first step', 'first', 'Home', current === 0)}
            {button('previous switch', 'previousSwitch', 'p', current === 0)}
            {button('previous step', 'previous', 'ArrowLeft', current === 0)}
            {button('next step', 'next', 'ArrowRight', current === last)}
            {button('next switch', 'nextSwitch', 'n', current === last)}
            {button('last step', 'last', 'End', current === last)}
            <input
                type="range"
                aria-label="step"
                min={0}
                max={last}
                value={current}
                onInput={(event) => {
                    const index = Number(event.currentTarget.value);
                    setCurrent(() => index);
                }}
            />
            <output>
                step {plain(current + 1)} of {plain(last + 1)}
            </output>
            {collision >= 0 && (
                <button type="button" onClick={() => setCurrent(() => collision)}>
                    to the collision
                </button>
            )}
        </div>
    );
}

function StepDetail({ data, finding, walk, current }: { data: PageData; finding: Finding; walk: Walk; current: number }) {
    const entry = walk.steps[current];
    const held = useMemo(() => heldAfter(finding.schedule.steps, current, walk.legend), [finding, current]);
    if (entry === undefined) return null;
    const { step } = entry;
    return (
        <div class="detail">
            <h3>
                thread {step.thread} {entry.event}
            </h3>
            {step.operation !== '' && (
                <p>
                    in <code>{step.operation}</code>
                </p>
            )}
            {step.frame.function !== '' && (
                <p class="where">
                    <code>{step.frame.function}</code> <Place data={data} frame={step.frame} />
                </p>
            )}
            <Source data={data} frame={step.frame} around={4} />
            {held.length > 0 && (
                <table class="held">
                    <caption>after this step</caption>
                    <tbody>
                        {held.map((entry) => (
                            <tr class={entry.changed ? 'changed' : ''}>
                                <th scope="row">{entry.object}</th>
                                <td>{entry.state}</td>
                            </tr>
                        ))}
                    </tbody>
                </table>
            )}
        </div>
    );
}

export function Interleaving({ data, finding }: { data: PageData; finding: Finding }) {
    const walk = useMemo(() => walkOf(finding), [finding]);
    const [current, setCurrent] = useState(0);
    useKeys(finding, setCurrent);
    const { schedule, scenario } = finding;
    if (walk.steps.length === 0) return null;
    const names = walk.lanes.map((id) => scenario.threads.find((thread) => thread.id === id)?.name || `thread ${id}`);
    return (
        <section aria-labelledby="interleaving">
            <h2 id="interleaving">Interleaving</h2>
            <p class="quiet-text">
                {schedule.minimal && 'needs '}
                {count(schedule.preemptions, 'preemption')}, {schedule.switches} {schedule.switches === 1 ? 'switch' : 'switches'}
                {schedule.omitted > 0 && `; ${count(schedule.omitted, 'further step')} not recorded`}. <kbd>←</kbd> <kbd>→</kbd> a step, <kbd>p</kbd>{' '}
                <kbd>n</kbd> to where another thread goes on.
            </p>
            <Controls finding={finding} walk={walk} current={current} setCurrent={setCurrent} />
            <div class="walk">
                <Lanes walk={walk} names={names} current={current} onChoose={setCurrent} />
                <StepDetail data={data} finding={finding} walk={walk} current={current} />
            </div>
            {walk.legend.length > 0 && (
                <details>
                    <summary>addresses</summary>
                    <ul class="legend">
                        {walk.legend.map(([name, address]) => (
                            <li>
                                {name} = <code>{address}</code>
                            </li>
                        ))}
                    </ul>
                </details>
            )}
        </section>
    );
}
