import { useState } from 'preact/hooks';

// Where the clipboard is not allowed (a page opened from a file, in some browsers) the text is left selected.
export function CopyButton({ text }: { text: string }) {
    const [done, setDone] = useState('');
    const copy = async (event: MouseEvent) => {
        const command = (event.currentTarget as HTMLElement).previousElementSibling;
        try {
            await navigator.clipboard.writeText(text);
            setDone('copied');
        } catch {
            if (command !== null) getSelection()?.selectAllChildren(command);
            setDone('selected');
        }
    };
    return (
        <button type="button" onClick={copy}>
            <span aria-live="polite">{done || 'copy'}</span>
        </button>
    );
}
