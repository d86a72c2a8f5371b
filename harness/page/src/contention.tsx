// How locks were used in a few recorded executions: what is waited for, and by whom.
import type { Contention, LockUse } from './data';
import { plain } from './words';

function each(sum: number, acquisitions: number): string {
    return acquisitions === 0 ? '0' : (sum / acquisitions).toFixed(1);
}

function Places({ use }: { use: LockUse }) {
    return (
        <ul class="places">
            {use.places.map((place) => (
                <li>
                    <code>{place.function.split('(')[0]}</code> {place.file !== '' && `${place.file.split('/').pop()}:${place.line}`}
                </li>
            ))}
        </ul>
    );
}

export function Locks({ contention }: { contention: Contention | undefined }) {
    if (contention === undefined || contention.locks.length === 0) return null;
    return (
        <section aria-labelledby="locks">
            <h2 id="locks">Locks</h2>
            <p>
                In {plain(contention.executions)} recorded executions of up to {plain(contention.threads)} threads.
            </p>
            <div class="scroll" tabIndex={0} role="region" aria-label="how each lock was used">
                <table>
                    <thead>
                        <tr>
                            <th scope="col">locked by</th>
                            <th scope="col">objects</th>
                            <th scope="col">times</th>
                            <th scope="col">contended</th>
                            <th scope="col">points held</th>
                            <th scope="col">allocations</th>
                        </tr>
                    </thead>
                    <tbody>
                        {contention.locks.map((use) => (
                            <tr>
                                <td>
                                    <Places use={use} />
                                </td>
                                <td class="number">{plain(use.objects)}</td>
                                <td class="number">{plain(use.acquisitions)}</td>
                                <td class="number">
                                    {use.acquisitions === 0 ? 0 : Math.floor((100 * use.contended) / use.acquisitions)} %
                                </td>
                                <td class="number">{each(use.held_points, use.acquisitions)}</td>
                                <td class="number">{each(use.allocations, use.acquisitions)}</td>
                            </tr>
                        ))}
                    </tbody>
                </table>
            </div>
            {contention.conflicts.length > 0 && (
                <p>
                    Who waited:{' '}
                    {contention.conflicts
                        .slice(0, 8)
                        .map((conflict) => `${conflict.waiting} for ${conflict.holding} ${plain(conflict.count)}×`)
                        .join(', ')}
                    .
                </p>
            )}
        </section>
    );
}
