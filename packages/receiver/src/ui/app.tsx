import './theme.css';
import './app.css';
import './parts/parts.css';
import { useEffect, useRef } from 'react';
import { Mark } from './mark.tsx';
import { Fallible } from './parts/fallible.tsx';
import { type Place, placeUrl, usePlace } from './router.ts';
import { FeedbackScreen } from './screens/feedback/feedback-screen.tsx';
import { IssueScreen } from './screens/issue/issue-screen.tsx';
import { IssuesScreen } from './screens/issues/issues-screen.tsx';
import { LogsScreen } from './screens/logs/logs-screen.tsx';
import { MetricsScreen } from './screens/metrics/metrics-screen.tsx';
import { MonitorsScreen } from './screens/monitors/monitors-screen.tsx';
import { ReleasesScreen } from './screens/releases/releases-screen.tsx';
import { StatusScreen } from './screens/status/status-screen.tsx';

const LINKS: Array<[screen: Place['screen'], href: string, name: string]> = [
  ['issues', '/', 'Issues'],
  ['feedback', '/feedback', 'Feedback'],
  ['logs', '/logs', 'Logs'],
  ['metrics', '/metrics', 'Metrics'],
  ['monitors', '/monitors', 'Monitors'],
  ['releases', '/releases', 'Releases'],
  ['status', '/status', 'Status'],
];

/** The frame around every screen, and the choice of the screen by the address. */
export function App() {
  const place = usePlace();
  const main = useRef<HTMLElement>(null);
  const screenKey = keyOf(place);
  const shown = useRef(screenKey);

  // A new screen takes the focus, so that a keyboard or a screen reader starts at its top and not at a gone link.
  useEffect(() => {
    if (shown.current !== screenKey) {
      shown.current = screenKey;
      main.current?.focus({ preventScroll: true });
    }
  }, [screenKey]);

  return (
    <>
      <a className="skip-link" href="#main">
        Skip to content
      </a>
      <header className="app-header">
        <a className="app-name" href="/">
          <Mark />
          Vedette
        </a>
        <nav aria-label="Screens">
          <ul className="app-nav">
            {LINKS.map(([screen, href, name]) => (
              <li key={screen}>
                <a href={href} aria-current={place.screen === screen ? 'page' : undefined}>
                  {name}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      </header>
      <main id="main" ref={main} tabIndex={-1}>
        <Fallible key={screenKey}>
          <Screen place={place} />
        </Fallible>
      </main>
    </>
  );
}

function Screen({ place }: { place: Place }) {
  switch (place.screen) {
    case 'issues':
      return <IssuesScreen query={place.query} cursors={place.cursors} />;
    case 'issue':
      return <IssueScreen key={place.issueId} issueId={place.issueId} eventId={place.eventId} />;
    case 'feedback':
      return <FeedbackScreen cursors={place.cursors} />;
    case 'logs':
      return <LogsScreen filter={place} cursors={place.cursors} />;
    case 'metrics':
      return <MetricsScreen />;
    case 'monitors':
      return <MonitorsScreen />;
    case 'releases':
      return <ReleasesScreen />;
    case 'status':
      return <StatusScreen />;
    case 'unknown':
      return (
        <section className="note">
          <h1>Nothing here</h1>
          <p>
            No screen has this address. <a href="/">All issues</a>
          </p>
        </section>
      );
  }
}

/** Typing in the search box or going to the next event stays on the same screen and must not move the focus. */
function keyOf(place: Place): string {
  return place.screen === 'issue' ? placeUrl({ ...place, eventId: null }) : place.screen;
}
