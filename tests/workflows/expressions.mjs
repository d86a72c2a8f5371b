// The expressions of GitHub Actions: what stands in ${{ }}. Enough of the language for the workflows here; anything else is an
// error. Values are JavaScript's; contexts are plain objects, and what they do not have is the empty string, as on GitHub.

const token = /\s*(?:(\d+(?:\.\d+)?)|'((?:[^']|'')*)'|(&&|\|\||==|!=|!|\(|\)|,)|([A-Za-z_][\w-]*(?:\.(?:[A-Za-z_*][\w-]*|\*))*))/y;

function tokens(text) {
    const found = [];
    for (token.lastIndex = 0; text.slice(token.lastIndex).trim() !== '';) {
        const at = token.lastIndex;
        const match = token.exec(text);
        if (!match) throw new Error(`can not read the expression: ${text.slice(at)}`);
        found.push(match);
    }
    return found;
}

function lookup(contexts, path) {
    const [context, ...rest] = path.split('.');
    if (!(context in contexts)) throw new Error(`there is no context ${context}`);
    let value = contexts[context];
    for (const name of rest) {
        if (name === '*') value = Object.values(value ?? {});
        else if (Array.isArray(value)) value = value.map((one) => one?.[name]);
        else value = value?.[name];
    }
    return value ?? '';
}

const functions = (status) => ({
    success: () => status === 'success',
    failure: () => status === 'failure',
    cancelled: () => false,
    always: () => true,
    fromJSON: (text) => JSON.parse(text),
    contains: (all, one) => all.includes(one),
});

/** The value of one expression. `status`: what has become of the job so far, success or failure. */
export function evaluate(text, contexts, status = 'success') {
    const script = tokens(text).map(([, number, string, operator, name], i, all) => {
        if (number !== undefined) return number;
        if (string !== undefined) return JSON.stringify(string.replaceAll("''", "'"));
        if (operator !== undefined) return operator;
        if (name === 'true' || name === 'false') return name;
        if (all[i + 1]?.[3] !== '(') return `lookup(${JSON.stringify(name)})`;
        if (!(name in functions(status))) throw new Error(`there is no function ${name}`);
        return `functions.${name}`;
    });
    const run = new Function('lookup', 'functions', `return (${script.join(' ')});`);
    return run((path) => lookup(contexts, path), functions(status));
}

/** The text with every ${{ }} replaced; when it is one expression and nothing else, its value. */
export function substitute(value, contexts, status) {
    if (typeof value !== 'string') return value;
    const whole = /^\$\{\{((?:(?!\}\}).)*)\}\}$/s.exec(value);
    if (whole) return evaluate(whole[1], contexts, status);
    return value.replace(/\$\{\{(.*?)\}\}/gs, (_, expression) => String(evaluate(expression, contexts, status)));
}

/** Whether a step or job runs. Without a function that asks for the status, only when all went well before. */
export function holds(condition, contexts, status) {
    if (condition === undefined) return status === 'success';
    const text = String(condition).replace(/^\$\{\{(.*)\}\}$/s, '$1');
    const asks = /\b(success|failure|cancelled|always)\s*\(/.test(text);
    return (asks || status === 'success') && Boolean(evaluate(text, contexts, status));
}
