/** A constructed sheet needs no permission of the page's Content-Security-Policy. Colours keep 4.5:1 in both schemes. */
export function styleSheet(): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(CSS);
  return sheet;
}

const CSS = `
  dialog {
    box-sizing: border-box;
    width: min(480px, calc(100vw - 24px));
    max-height: calc(100vh - 24px);
    overflow: auto;
    padding: 20px;
    border: 1px solid #8a94a4;
    border-radius: 8px;
    background: #fff;
    color: #181b20;
    color-scheme: light dark;
    font: 16px / 1.5 system-ui, sans-serif;
  }
  dialog::backdrop { background: rgb(0 0 0 / 45%); }
  h2 { margin: 0 0 4px; font-size: 20px; line-height: 1.3; }
  p { margin: 0 0 12px; }
  label { display: block; margin-top: 12px; }
  input, textarea {
    box-sizing: border-box;
    width: 100%;
    padding: 8px;
    border: 1px solid #6b7684;
    border-radius: 6px;
    background: transparent;
    color: inherit;
    font: inherit;
  }
  .problem { margin: 12px 0 0; color: #bf2237; }
  .buttons { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 16px; }
  button {
    min-height: 40px;
    padding: 0 16px;
    border: 1px solid #6b7684;
    border-radius: 6px;
    background: transparent;
    color: inherit;
    font: inherit;
    cursor: pointer;
  }
  .main { border-color: #2558cf; background: #2558cf; color: #fff; }
  :focus-visible { outline: 2px solid #2558cf; outline-offset: 2px; }
  @media (prefers-color-scheme: dark) {
    dialog { background: #14171c; color: #e5e8ed; }
    .problem { color: #ff8089; }
    :focus-visible { outline-color: #8fb2ff; }
  }
`;
