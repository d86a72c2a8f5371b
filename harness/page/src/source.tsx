// Lines of source around a frame's, as they were when the page was written.
import type { Frame, PageData } from './data';
import { place } from './words';

/** As a user would type it: without "folder/..", and relative where the report was written above it. */
export function shownPath(data: PageData, file: string): string {
    let path = file;
    for (let shorter = ''; shorter !== path; ) {
        shorter = path;
        path = shorter.replace(/\/(?!\.\.\/)[^/]+\/\.\.\//, '/');
    }
    return data.root !== '' && path.startsWith(`${data.root}/`) ? path.slice(data.root.length + 1) : path;
}

export function Place({ data, frame }: { data: PageData; frame: Frame }) {
    if (frame.file === '') return <span class="place">{frame.module ?? ''}</span>;
    const path = shownPath(data, frame.file);
    return (
        <span class="place" title={frame.file}>
            {frame.line === 0 ? path : `${path}:${frame.line}`}
        </span>
    );
}

export function Source({ data, frame, around }: { data: PageData; frame: Frame; around: number }) {
    const lines = data.sources[frame.file];
    if (lines?.[frame.line] === undefined) return null;
    const numbers: number[] = [];
    for (let number = frame.line - around; number <= frame.line + around; ++number) if (lines[number] !== undefined) numbers.push(number);
    const indents = numbers.map((number) => lines[number] ?? '').filter((text) => text.trim() !== '').map((text) => text.search(/\S/));
    const indent = Math.min(...indents);
    return (
        <div class="source" tabIndex={0} role="region" aria-label={`source around ${place(frame)}`}>
            {numbers.map((number) => (
                <div class={number === frame.line ? 'line marked' : 'line'}>
                    <span class="line-number">{number}</span>
                    <code>{(lines[number] ?? '').slice(indent) || ' '}</code>
                </div>
            ))}
        </div>
    );
}
