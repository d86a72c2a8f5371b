// The stacks, side by side: for a race the two accesses that nothing orders.
import type { Finding, PageData, Stack } from './data';
import { Place, Source } from './source';

function StackView({ data, stack }: { data: PageData; stack: Stack }) {
    const headline = stack.frames.find((frame) => frame.user) ?? stack.frames[0];
    return (
        <div class="card" data-thread={stack.thread}>
            <h3>{stack.title}</h3>
            {headline !== undefined && <Source data={data} frame={headline} around={3} />}
            <ol class="frames">
                {stack.frames.map((frame) => (
                    <li class={frame.user ? 'user' : ''}>
                        <code>{frame.function || '(no name)'}</code> <Place data={data} frame={frame} />
                    </li>
                ))}
            </ol>
        </div>
    );
}

export function Collision({ data, finding }: { data: PageData; finding: Finding }) {
    if (finding.frames.length === 0) return null;
    const races = finding.kind === 'data-race' && finding.frames.length >= 2;
    return (
        <section aria-labelledby="collision">
            <h2 id="collision">{races ? 'Where they collide' : 'Stacks'}</h2>
            {races && <p class="quiet-text">The same memory, and no order between the two.</p>}
            <div class="cards">
                {finding.frames.map((stack) => (
                    <StackView data={data} stack={stack} />
                ))}
            </div>
        </section>
    );
}
