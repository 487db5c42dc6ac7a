import './status.css';
import { useEffect } from 'react';
import type { Status } from '../../../api.ts';
import { routes } from '../../api.ts';
import { CodeSample } from '../../parts/code-sample.tsx';
import { countOf } from '../../parts/count.ts';
import { FailureNote } from '../../parts/failure-note.tsx';
import { Section } from '../../parts/section.tsx';
import { useResource } from '../../parts/use-resource.ts';

const POLL_MS = 5000;

/** What the receiver holds, where to send, and what the SDKs say they dropped. */
export function StatusScreen() {
  const { answer: status, failure, retry } = useResource(routes.status(), { everyMs: POLL_MS });

  useEffect(() => {
    document.title = 'Status · Vedette';
  }, []);

  return (
    <div className="status">
      <div className="status-head">
        <h1>Status</h1>
        {status && <p className="muted">Receiver {status.version}</p>}
      </div>
      {failure && <FailureNote failure={failure} onRetry={retry} />}
      {!status && !failure && <p className="loading">Loading status…</p>}
      {status && (
        <>
          <Stored status={status} />
          <Projects projects={status.projects} />
          <Dropped dropped={status.dropped} />
          <SourceMaps sourceMaps={status.sourceMaps} />
        </>
      )}
    </div>
  );
}

function Stored({ status }: { status: Status }) {
  const numbers: Array<[name: string, count: number]> = [
    ['Issues', status.issues],
    ['Events', status.events],
    ['Transactions', status.transactions],
    ['Feedback', status.feedback],
    ['Log lines', status.logs],
  ];
  return (
    <Section id="stored" title="Stored">
      <dl className="big-numbers">
        {numbers.map(([name, count]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{count.toLocaleString('en')}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

function Projects({ projects }: { projects: Status['projects'] }) {
  return (
    <Section id="projects" title="Where to send">
      {projects.length === 0 && <p className="muted">No project yet.</p>}
      {projects.map((project) => (
        <CodeSample key={project.id} title={`DSN of project ${project.id}`} code={project.dsn} />
      ))}
    </Section>
  );
}

function Dropped({ dropped }: { dropped: Status['dropped'] }) {
  const total = dropped.reduce((sum, { quantity }) => sum + quantity, 0);
  const rows = dropped.toSorted((a, b) => b.quantity - a.quantity);
  return (
    <Section
      id="dropped"
      title="Dropped by the SDKs, or not kept here"
      beside={<p className="muted">{countOf(total, 'item')}</p>}
    >
      {rows.length === 0 ? (
        <p className="muted">No SDK has reported a drop, and all that came is kept.</p>
      ) : (
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">Reason</th>
              <th scope="col">Category</th>
              <th scope="col" className="column-number">
                Quantity
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ reason, category, quantity }) => (
              <tr key={`${reason} ${category}`}>
                <td>{reason}</td>
                <td>{category}</td>
                <td className="column-number">{quantity.toLocaleString('en')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}

function SourceMaps({ sourceMaps }: { sourceMaps: Status['sourceMaps'] }) {
  return (
    <Section id="source-maps" title="Source maps" beside={<p className="muted">{countOf(sourceMaps.files, 'file')}</p>}>
      {sourceMaps.folders.length === 0 ? (
        <p className="muted">No folder is watched, so minified frames stay minified.</p>
      ) : (
        <ul className="path-list">
          {sourceMaps.folders.map((folder) => (
            <li key={folder}>
              <code>{folder}</code>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
