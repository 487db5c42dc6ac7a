import './trail.css';
import type { Breadcrumb } from '@vedette/core/wire';
import { useState } from 'react';
import type { EventDetail } from '../../../api.ts';
import { countOf } from '../../parts/count.ts';
import { Facts } from '../../parts/facts.tsx';
import { Section } from '../../parts/section.tsx';
import { BreadcrumbIcon } from './breadcrumb-icon.tsx';
import { breadcrumbDelta, breadcrumbKind, breadcrumbStatus, breadcrumbText } from './breadcrumb-text.ts';

/** The last ones say most; the rest waits behind a button. */
const SHOWN_AT_FIRST = 15;

/** What led to the error, oldest first, down to the error itself. */
export function Breadcrumbs({ event }: { event: EventDetail }) {
  const [isAll, setAll] = useState(false);
  const total = event.breadcrumbs.length;
  const hidden = isAll ? 0 : Math.max(0, total - SHOWN_AT_FIRST);
  const errorSeconds = Date.parse(event.timestamp) / 1000;
  return (
    <Section id="breadcrumbs" title="Breadcrumbs" beside={<p className="muted">{total}</p>}>
      {hidden > 0 && (
        <button type="button" className="show-earlier" onClick={() => setAll(true)}>
          Show {countOf(hidden, 'earlier breadcrumb')}
        </button>
      )}
      <ol className="trail">
        {event.breadcrumbs.slice(hidden).map((breadcrumb, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: breadcrumbs never move and may be equal
          <Crumb key={hidden + index} breadcrumb={breadcrumb} errorSeconds={errorSeconds} />
        ))}
        <li className="crumb crumb-error crumb-here">
          <BreadcrumbIcon kind="error" />
          <div className="crumb-body">
            <span className="crumb-category">this event</span>
            <span className="crumb-text">{event.title}</span>
          </div>
          <span className="crumb-delta">0 ms</span>
        </li>
      </ol>
    </Section>
  );
}

function Crumb({ breadcrumb, errorSeconds }: { breadcrumb: Breadcrumb; errorSeconds: number }) {
  const { level, category, type, timestamp } = breadcrumb;
  const data = Object.entries(breadcrumb.data ?? {});
  const at = timestamp === undefined ? undefined : new Date(timestamp * 1000).toISOString();
  const line = <CrumbLine breadcrumb={breadcrumb} />;
  return (
    <li className={`crumb crumb-${level ?? 'info'}`}>
      <BreadcrumbIcon kind={breadcrumbKind(breadcrumb)} />
      <div className="crumb-body">
        <span className="crumb-category">
          {category ?? type ?? 'default'}
          {level && level !== 'info' && <span className={`crumb-level level-${level}`}>{level}</span>}
        </span>
        {data.length > 0 ? (
          <details className="crumb-text">
            <summary>{line}</summary>
            <Facts entries={data} />
          </details>
        ) : (
          <span className="crumb-text">{line}</span>
        )}
      </div>
      <time className="crumb-delta" dateTime={at} title={at}>
        {breadcrumbDelta(timestamp, errorSeconds)}
      </time>
    </li>
  );
}

function CrumbLine({ breadcrumb }: { breadcrumb: Breadcrumb }) {
  const status = breadcrumbStatus(breadcrumb);
  return (
    <>
      {breadcrumbText(breadcrumb)}
      {status !== null && <span className={`http-status ${status >= 400 ? 'is-bad' : ''}`}>{status}</span>}
    </>
  );
}
