import type { EventDetail, IssueDetail } from '../../../api.ts';
import { Breadcrumbs } from './breadcrumbs.tsx';
import { ContextCards } from './context-cards.tsx';
import { EventList } from './event-list.tsx';
import { ExceptionChain } from './exception-chain.tsx';
import { Message } from './message.tsx';
import { RawEvent } from './raw-event.tsx';
import { RequestSection } from './request-section.tsx';
import { SideFacts } from './side-facts.tsx';
import { TraceSection } from './trace/trace-section.tsx';

/** Everything known of one event: what it says, what led there, what went on around it. */
export function EventBody({ event, issue, now }: { event: EventDetail; issue: IssueDetail; now: number }) {
  return (
    <div className="event-columns">
      <div className="event-main">
        {event.exceptions.length > 0 ? <ExceptionChain exceptions={event.exceptions} /> : <Message event={event} />}
        {event.breadcrumbs.length > 0 && <Breadcrumbs event={event} />}
        {event.traceId && <TraceSection traceId={event.traceId} event={event} />}
        {event.request && <RequestSection request={event.request} />}
        <ContextCards event={event} />
        <EventList issue={issue} eventId={event.eventId} now={now} />
        <RawEvent event={event} />
      </div>
      <SideFacts event={event} issue={issue} />
    </div>
  );
}
