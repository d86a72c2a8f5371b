// How the failing case became small: a bar a case, as long as it had operations (or preemptions, of free code).
import type { Extent, Stats } from './data';
import { count, extentText } from './words';

export function Shrinking({ shrink }: { shrink: Stats['shrink'] }) {
    if (shrink.candidates === 0) return null;
    const cases = [{ candidate: 0, ...shrink.original }, ...(shrink.accepted ?? [])];
    const size = (extent: Extent) => (shrink.original.operations > 0 ? extent.operations : extent.preemptions);
    const most = Math.max(1, ...cases.map(size));
    return (
        <section aria-labelledby="shrinking">
            <h2 id="shrinking">Shrinking</h2>
            <p class="quiet-text">
                {count(shrink.candidates, 'case')} tried, {shrink.accepted?.length || 'none'} of them smaller and still failing
            </p>
            <ol class="shrinking">
                {cases.map((entry) => (
                    <li>
                        <span class="try">{entry.candidate === 0 ? 'found' : `try ${entry.candidate}`}</span>
                        <span class="track">
                            <span class="fill" style={{ width: `${(size(entry) / most) * 100}%` }} />
                        </span>
                        <span>{extentText(entry)}</span>
                    </li>
                ))}
            </ol>
        </section>
    );
}
