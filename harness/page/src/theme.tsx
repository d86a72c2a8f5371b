// Light and dark: as the system has it until somebody says otherwise.
import { useEffect, useState } from 'preact/hooks';

const themes = ['auto', 'light', 'dark'] as const;
type Theme = (typeof themes)[number];

// A page opened from a file may not be allowed to store anything.
function stored(): Theme {
    try {
        const value = localStorage.getItem('contend-theme');
        return themes.find((theme) => theme === value) ?? 'auto';
    } catch {
        return 'auto';
    }
}

export function ThemeSwitch() {
    const [theme, setTheme] = useState<Theme>(stored);
    useEffect(() => {
        document.documentElement.dataset.theme = theme;
        try {
            localStorage.setItem('contend-theme', theme);
        } catch {
            // It is as chosen until the page is closed.
        }
    }, [theme]);
    const next = themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'auto';
    return (
        <button class="quiet theme" type="button" onClick={() => setTheme(next)} aria-label={`theme: ${theme}; change to ${next}`}>
            {theme}
        </button>
    );
}
