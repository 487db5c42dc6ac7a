import type { EventDetail, IssueDetail } from '../../../api.ts';
import { Attachments } from '../../parts/attachments.tsx';
import { FeedbackCards } from '../../parts/feedback-cards.tsx';
import { Section } from '../../parts/section.tsx';
import { Breadcrumbs } from './breadcrumbs.tsx';
import { ContextCards } from './context-cards.tsx';
import { EventList } from './event-list.tsx';
import { ExceptionChain } from './exception-chain.tsx';
import { LogSection } from './log-section.tsx';
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
        {issue.feedback.length > 0 && (
          <Section id="feedback" title="What users wrote">
            <FeedbackCards feedback={issue.feedback} now={now} />
          </Section>
        )}
        {event.breadcrumbs.length > 0 && <Breadcrumbs event={event} />}
        {event.traceId && <TraceSection traceId={event.traceId} event={event} />}
        {event.traceId && <LogSection traceId={event.traceId} />}
        {event.attachments.length > 0 && (
          <Section id="attachments" title="Attachments">
            <Attachments attachments={event.attachments} />
          </Section>
        )}
        {event.request && <RequestSection request={event.request} />}
        <ContextCards event={event} />
        <EventList issue={issue} eventId={event.eventId} now={now} />
        <RawEvent event={event} />
      </div>
      <SideFacts event={event} issue={issue} />
    </div>
  );
}
