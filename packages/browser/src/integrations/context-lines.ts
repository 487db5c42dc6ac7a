import { addContextToFrame, getDataCollectionOptions, type Integration } from '@vedette/core';

export interface ContextLinesOptions {
  /** Lines before and after the one of a frame. Default: what `dataCollection.frameContextLines` says, or else 7. */
  frameContextLines?: number;
}

/**
 * Adds the lines of the page's HTML around those frames of an error that are in the page itself: inline scripts and
 * attributes. They are those of the document as it is at that moment, which a script may have changed.
 */
export function contextLinesIntegration({ frameContextLines }: ContextLinesOptions = {}): Integration {
  return {
    name: 'ContextLines',
    processEvent(event, _hint, client) {
      const lines = frameContextLines ?? getDataCollectionOptions(client).frameContextLines;
      const address = bare(location.href);
      const inPage = (event.exception?.values ?? [])
        .flatMap(({ stacktrace }) => stacktrace?.frames ?? [])
        .filter(({ filename }) => filename && bare(filename) === address);
      if (inPage[0] && globalThis.document && lines > 0) {
        const html = ['<!DOCTYPE html>', '<html>', ...document.documentElement.innerHTML.split('\n'), '</html>'];
        // A script that was made by a script has lines of its own.
        for (const frame of inPage.filter(({ lineno = 0 }) => lineno > 0 && lineno <= html.length)) {
          addContextToFrame(html, frame, lines);
        }
      }
      return event;
    },
  };
}

/** An address without query and fragment. */
function bare(url: string): string {
  return url.replace(/[?#].*/s, '');
}
