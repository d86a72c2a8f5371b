// Which of the pages is shown: the list of subjects, or one of them. The address says which, so that it can be
// sent to somebody and the browser's back button works.
import { useEffect, useState } from 'preact/hooks';
import type { PageData } from './data';
import { Overview } from './overview';
import { Subject } from './subject';
import { ThemeSwitch } from './theme';

function useHash(): string {
    const [hash, setHash] = useState(location.hash);
    useEffect(() => {
        const changed = () => setHash(location.hash);
        addEventListener('hashchange', changed);
        return () => removeEventListener('hashchange', changed);
    }, []);
    return hash;
}

export function App({ data }: { data: PageData }) {
    const [, report, finding] = useHash().split('/');
    const alone = data.reports.length === 1 ? 0 : NaN;
    const chosen = report === undefined || report === '' ? alone : Number(report);
    const subject = data.reports[chosen];
    useEffect(() => {
        document.title = subject === undefined ? 'contend' : `${subject.subject} · contend`;
        scrollTo(0, 0);
    }, [chosen]);
    return (
        <>
            <header class="bar">
                <a class="brand" href="#/">
                    contend
                </a>
                {subject !== undefined && data.reports.length > 1 && <a href="#/">all subjects</a>}
                <ThemeSwitch />
            </header>
            <main>
                {subject === undefined ? (
                    <Overview reports={data.reports} />
                ) : (
                    <Subject key={`${chosen}/${finding}`} data={data} report={subject} number={chosen} finding={Number(finding ?? 0)} />
                )}
            </main>
        </>
    );
}
