/** The mark: a V that holds a watch light. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
      <path d="M4.5 6.5 12 20l7.5-13.5" />
      <circle cx="12" cy="6.25" r="2.75" />
    </svg>
  );
}
