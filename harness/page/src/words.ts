// How numbers, places and addresses are said.
import type { Extent, Frame, Stats } from './data';

const digits = new Intl.NumberFormat('en');

export function count(number: number, noun: string): string {
    return `${digits.format(number)} ${noun}${number === 1 ? '' : 's'}`;
}

export const plain = (number: number): string => digits.format(number);

export function seconds(value: number): string {
    if (value >= 120) return `${Math.floor(value / 60)} min ${Math.round(value % 60)} s`;
    return `${value.toFixed(value < 10 ? 2 : 0)} s`;
}

export function kindTitle(kind: string): string {
    return kind.replaceAll('-', ' ');
}

export function interleavings(stats: Stats): string {
    return `${stats.interleavings_at_least ? 'at least ' : ''}${plain(stats.interleavings)}`;
}

/** Free code has threads of its own making and no operations; only its schedule shrinks. */
export function extentText(extent: Extent): string {
    const parts = extent.threads === 0 ? [] : [count(extent.threads, 'thread'), count(extent.operations, 'operation')];
    return [...parts, count(extent.preemptions, 'preemption')].join(', ');
}

export function fileName(frame: Frame): string {
    return frame.file.slice(frame.file.lastIndexOf('/') + 1);
}

export function place(frame: Frame): string {
    if (!frame.file) return frame.function;
    return frame.line === 0 ? fileName(frame) : `${fileName(frame)}:${frame.line}`;
}

/** Short names for addresses, which change from run to run: all a reader asks is whether two are the same. */
export class Aliases {
    private readonly names = new Map<string, string>();

    appliedTo(text: string): string {
        return text.replace(/\b0x[0-9a-f]{6,}\b/g, (address) => {
            const known = this.names.get(address);
            if (known !== undefined) return known;
            const name = `#${this.names.size + 1}`;
            this.names.set(address, name);
            return name;
        });
    }

    legend(): [string, string][] {
        return [...this.names].map(([address, name]) => [name, address]);
    }
}
