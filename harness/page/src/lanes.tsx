// Swim lanes: a column a thread, a row a step. Only the rows in sight are in the document, so that ten thousand
// steps scroll as ten do; all rows are of one height.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Walk, WalkStep } from './walk';
import { place } from './words';

const rowHeight = 26;
const beyond = 12; // rows above and below those in sight
const columnsMax = 4; // more threads are shown as narrow lanes, with the texts beside them

interface LanesProps {
    walk: Walk;
    names: string[]; // of the lanes
    current: number;
    onChoose: (index: number) => void;
}

/** Which rows are in sight; follows scrolling and the size of the box. */
function useSight(box: { current: HTMLDivElement | null }): { first: number; count: number } {
    const [sight, setSight] = useState({ first: 0, count: 40 });
    useEffect(() => {
        const element = box.current;
        if (element === null) return;
        const look = () =>
            setSight({ first: Math.floor(element.scrollTop / rowHeight), count: Math.ceil(element.clientHeight / rowHeight) });
        look();
        const observer = new ResizeObserver(look);
        observer.observe(element);
        element.addEventListener('scroll', look, { passive: true });
        return () => {
            observer.disconnect();
            element.removeEventListener('scroll', look);
        };
    }, []);
    return sight;
}

function keepInSight(element: HTMLDivElement, index: number) {
    const top = index * rowHeight;
    const margin = Math.min(3 * rowHeight, element.clientHeight / 3);
    if (top < element.scrollTop + margin) element.scrollTop = top - margin;
    if (top + rowHeight > element.scrollTop + element.clientHeight - margin)
        element.scrollTop = top + rowHeight - element.clientHeight + margin;
}

function classes(entry: WalkStep, chosen: boolean, past: boolean): string {
    const names = ['step'];
    if (place(entry.step.frame) === '') names.push('placeless');
    if (chosen) names.push('chosen');
    if (!past && !chosen) names.push('to-come');
    if (entry.collides) names.push('collides');
    if (entry.step.switched) names.push(entry.step.preemption ? 'preempts' : 'switches');
    return names.join(' ');
}

interface RowProps {
    walk: Walk;
    index: number;
    current: number;
    onChoose: (index: number) => void;
}

function Row({ walk, index, current, onChoose }: RowProps) {
    const entry = walk.steps[index];
    if (entry === undefined) return null;
    const from = walk.steps[index - 1]?.lane ?? entry.lane;
    const style = {
        top: `${index * rowHeight}px`,
        '--lane': entry.lane,
        '--left': Math.min(from, entry.lane),
        '--span': Math.abs(from - entry.lane),
    };
    return (
        <div
            id={`step-${index}`}
            role="option"
            aria-selected={index === current}
            aria-setsize={walk.steps.length}
            aria-posinset={index + 1}
            class={classes(entry, index === current, index < current)}
            data-color={entry.lane % 6}
            style={style}
            onClick={() => onChoose(index)}
        >
            {entry.step.switched && <span class="turn" />}
            <span class="dot" />
            <span class="text">
                <span>
                    {entry.begins && <b>{entry.step.operation} </b>}
                    {entry.event}
                </span>
                {entry.step.preemption && <span class="mark">preempts</span>}
                {entry.collides && <span class="mark">collides</span>}
            </span>
            <span class="place">{place(entry.step.frame)}</span>
        </div>
    );
}

export function Lanes({ walk, names, current, onChoose }: LanesProps) {
    const box = useRef<HTMLDivElement>(null);
    const sight = useSight(box);
    useEffect(() => {
        if (box.current !== null) keepInSight(box.current, current);
    }, [current]);
    const first = Math.max(0, sight.first - beyond);
    const end = Math.min(walk.steps.length, sight.first + sight.count + beyond);
    // Screen readers follow the chosen row, so it is there even when it was scrolled away from.
    const shown = new Set([...Array(Math.max(0, end - first)).keys()].map((row) => row + first).concat(current));
    const compact = walk.lanes.length > columnsMax ? ' compact' : '';
    return (
        <div class={`lanes${compact}`} style={{ '--lanes': walk.lanes.length }}>
            <div class="lane-heads" aria-hidden="true">
                {names.map((name, lane) => (
                    <span class="lane-head" data-color={lane % 6} style={{ '--lane': lane }}>
                        <span class="dot" />
                        <span class="lane-name">{name}</span>
                        <span class="lane-number">{walk.lanes[lane]}</span>
                    </span>
                ))}
            </div>
            <div class="lane-box" ref={box} role="listbox" tabIndex={0} aria-label="interleaving" aria-activedescendant={`step-${current}`}>
                <div class="rows" role="presentation" style={{ height: `${walk.steps.length * rowHeight}px` }}>
                    {[...shown].sort((a, b) => a - b).map((index) => (
                        <Row key={index} walk={walk} index={index} current={current} onChoose={onChoose} />
                    ))}
                </div>
            </div>
        </div>
    );
}
