import type { EventDetail, IssueDetail } from '../../../api.ts';
import { CopyButton } from '../../parts/copy-button.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Section } from '../../parts/section.tsx';
import { TagShares } from './tag-shares.tsx';

/** The short facts beside the story: where it ran, whom it met, and why it was grouped. */
export function SideFacts({ event, issue }: { event: EventDetail; issue: IssueDetail }) {
  const tags = Object.entries(event.tags);
  const user = Object.entries(event.user ?? {}).filter(([, value]) => value !== null && value !== '');
  return (
    <aside className="event-side" aria-label="Facts">
      <Section id="facts" title="Event">
        <Facts
          entries={[
            ['Release', event.release],
            ['Environment', event.environment],
            ['Platform', event.platform],
            ['SDK', event.sdk?.name && [event.sdk.name, event.sdk.version].filter(Boolean).join(' ')],
            ['Transaction', event.raw.transaction],
            ['Server', event.raw.server_name],
            ['Occurred', event.timestamp],
            ['Received', event.receivedAt],
            ['Event id', <Id key="event" id={event.eventId} label="event id" />],
            ['Trace id', event.traceId && <Id key="trace" id={event.traceId} label="trace id" />],
          ]}
        />
      </Section>
      {user.length > 0 && (
        <Section id="user" title="User">
          <Facts entries={user} />
        </Section>
      )}
      {tags.length > 0 && (
        <Section id="tags" title="Tags">
          <Facts entries={tags} />
        </Section>
      )}
      <TagShares tags={issue.tags} total={issue.count} />
      {issue.grouping.length > 0 && (
        <Section id="grouping" title="Why grouped">
          <p className="muted">Events with these lines in common are one issue.</p>
          <ol className="grouping">
            {issue.grouping.map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the lines are fixed and may repeat
              <li key={index}>{line}</li>
            ))}
          </ol>
        </Section>
      )}
    </aside>
  );
}

function Id({ id, label }: { id: string; label: string }) {
  return (
    <span className="id">
      <code>{id}</code>
      <CopyButton text={id} label={label} />
    </span>
  );
}
