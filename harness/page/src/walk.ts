// The schedule as something to walk through: what each step looks like and what everything holds after it.
import type { Finding, Step } from './data';
import { Aliases } from './words';

export interface WalkStep {
    step: Step;
    lane: number;
    event: string; // with short names for addresses
    begins: boolean; // the first step of its thread's operation, or the first after a switch
    collides: boolean; // one of the two accesses of a race
}

export interface Walk {
    lanes: number[]; // the threads, in the order of their numbers
    steps: WalkStep[];
    legend: [string, string][];
}

/** The two accesses that nothing orders: of each stack's thread the last plain access at the stack's place. */
function collisions(finding: Finding): Set<number> {
    const found = new Set<number>();
    if (finding.kind !== 'data-race' && finding.kind !== 'use-after-free') return found;
    for (const stack of finding.frames.slice(0, 2)) {
        const isIt = (step: Step) => step.thread === stack.thread && /^(reads|writes) \d+ bytes? at 0x/.test(step.event);
        const index = finding.schedule.steps.findLastIndex(isIt);
        if (index >= 0) found.add(index);
    }
    return found;
}

export function walkOf(finding: Finding): Walk {
    const { steps } = finding.schedule;
    const lanes = [...new Set(steps.map((step) => step.thread))].sort((a, b) => a - b);
    const aliases = new Aliases();
    const collide = collisions(finding);
    const operations = new Map<number, string>();
    const walk = steps.map((step, index): WalkStep => {
        const begins = step.operation !== '' && (step.switched === true || operations.get(step.thread) !== step.operation);
        operations.set(step.thread, step.operation);
        return { step, lane: lanes.indexOf(step.thread), event: aliases.appliedTo(step.event || 'runs'), begins, collides: collide.has(index) };
    });
    return { lanes, steps: walk, legend: aliases.legend() };
}

export interface Held {
    object: string;
    state: string;
    changed: boolean; // by the step itself
}

/** What each lock, atomic, semaphore and condition holds after the step, the step's own first. */
export function heldAfter(steps: Step[], last: number, legend: [string, string][]): Held[] {
    const states = new Map<string, string>();
    const short = new Map(legend.map(([name, address]) => [address, name]));
    for (const step of steps.slice(0, last + 1)) for (const entry of step.objects ?? []) states.set(entry.object, entry.state);
    const own = new Set((steps[last]?.objects ?? []).map((entry) => entry.object));
    const shown = (text: string) => text.replace(/\b0x[0-9a-f]{6,}\b/g, (address) => short.get(address) ?? address);
    return [...states]
        .map(([object, state]) => ({ object: shown(object), state: shown(state), changed: own.has(object) }))
        .sort((a, b) => Number(b.changed) - Number(a.changed));
}

/** The nearest step from `index` in this direction at which another thread goes on; the end where there is none. */
export function nextSwitch(steps: Step[], index: number, direction: 1 | -1): number {
    let next = index + direction;
    while (next > 0 && next < steps.length - 1 && !steps[next]?.switched) next += direction;
    return Math.min(Math.max(next, 0), steps.length - 1);
}
