import type { ReactNode } from 'react';
import type { LogEntry } from '../../api.ts';
import { absoluteTime } from './ago.tsx';

/** Lines of a log; each opens to its attributes. `beside` stands at the end of a line. */
export function LogTable({ logs, beside }: { logs: LogEntry[]; beside?: (entry: LogEntry) => ReactNode }) {
  return (
    <ol className="log-lines">
      {logs.map((entry) => (
        <li key={entry.id} className={`log-${entry.level}`}>
          <details>
            <summary>
              <time dateTime={entry.timestamp} title={absoluteTime(entry.timestamp)}>
                {entry.timestamp.slice(11, 23)}
              </time>
              <span className="log-level">{entry.level}</span>
              <span className="log-body">{entry.body}</span>
            </summary>
            <pre className="json">{JSON.stringify(entry.attributes, null, 2)}</pre>
          </details>
          {beside?.(entry)}
        </li>
      ))}
    </ol>
  );
}
