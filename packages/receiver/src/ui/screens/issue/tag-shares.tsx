import type { IssueDetail } from '../../../api.ts';
import { compactCount } from '../../parts/count.ts';
import { Section } from '../../parts/section.tsx';

const SHOWN_VALUES = 3;

/** Over all events of the issue: which values each tag had, and how often. Nothing while there is one event. */
export function TagShares({ tags, total }: { tags: IssueDetail['tags']; total: number }) {
  const entries = Object.entries(tags).filter(([, values]) => values.length > 0);
  if (entries.length === 0 || total < 2) {
    return null;
  }
  return (
    <Section id="tag-shares" title="Across all events">
      <dl className="tag-shares">
        {entries.map(([name, values]) => (
          <div key={name}>
            <dt>{name}</dt>
            {values.slice(0, SHOWN_VALUES).map(({ value, count }) => (
              <dd key={value}>
                <span className="tag-value">{value}</span>
                <span className="tag-count">{compactCount(count)}</span>
                <span className="tag-bar" style={{ width: `${Math.min(100, (count / total) * 100)}%` }} />
              </dd>
            ))}
          </div>
        ))}
      </dl>
    </Section>
  );
}
