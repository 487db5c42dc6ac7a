import type { FeedbackTheme, ResolvedFeedback } from './options.ts';

/** Each colour is read at 4.5:1 on its ground, in both schemes. */
const COLOURS: Array<[name: keyof FeedbackTheme, light: string, dark: string]> = [
  ['foreground', '#1f232b', '#ebe6ef'],
  ['background', '#fff', '#1c1f26'],
  ['accentForeground', '#fff', '#fff'],
  ['accentBackground', '#3f4fc4', '#4d5fe0'],
  ['successColor', '#17703a', '#74d394'],
  ['errorColor', '#bf2237', '#ff8089'],
  ['outline', '#3f4fc4', '#9aa8ff'],
];

/** A constructed sheet needs no permission of the page's Content-Security-Policy. */
export function styleSheet({ colorScheme, themeLight, themeDark }: ResolvedFeedback): CSSStyleSheet {
  const colours = COLOURS.map(
    ([name, light, dark]) => `--${name}:light-dark(${themeLight[name] ?? light},${themeDark[name] ?? dark});`,
  );
  const shadow = themeLight.boxShadow ?? '0 4px 24px rgb(0 0 0/.2)';
  const scheme = colorScheme === 'system' ? 'light dark' : colorScheme;
  const sheet = new CSSStyleSheet();
  // All begins anew, so that the page's own style does not come in by inheritance.
  sheet.replaceSync(`:host{all:initial;${colours.join('')}--boxShadow:${shadow};color-scheme:${scheme}}${CSS}`);
  return sheet;
}

const CSS = `
:host{font:14px/1.5 system-ui,sans-serif;color:var(--foreground)}
*{box-sizing:border-box}
.trigger,.toast{position:fixed;right:16px;bottom:16px;z-index:100000;box-shadow:var(--boxShadow)}
.trigger,.toast,dialog{color:var(--foreground);background:var(--background);border:1px solid #808894;border-radius:10px}
.toast{padding:12px 16px;color:var(--successColor)}
dialog{width:min(420px,calc(100vw - 24px));max-height:calc(100vh - 24px);overflow:auto;padding:20px;box-shadow:var(--boxShadow)}
dialog::backdrop{background:rgb(0 0 0/.4)}
h2{margin:0 0 12px;font-size:20px;line-height:1.3}
form{display:grid;gap:12px}
label{display:grid;gap:4px}
input,textarea{width:100%;padding:8px;font:inherit;color:inherit;background:transparent;border:1px solid #808894;border-radius:6px}
textarea{resize:vertical}
button{min-height:36px;padding:6px 16px;font:inherit;color:inherit;background:transparent;border:1px solid #808894;border-radius:6px;cursor:pointer}
button[type=submit]{color:var(--accentForeground);background:var(--accentBackground)}
button:disabled{opacity:.6}
canvas,.shot img{display:block;max-width:100%;max-height:160px;border:1px solid #808894;margin-bottom:6px}
.problem{margin:0;color:var(--errorColor)}
.problem:empty{display:none}
:focus-visible{outline:2px solid var(--outline);outline-offset:2px}
@media (prefers-reduced-motion:no-preference){dialog[open],.toast{animation:in .15s}}
@keyframes in{from{opacity:0;translate:0 8px}}
`;
